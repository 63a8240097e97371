#include "resolve/site_map.hpp"

#include "base/page_paths.hpp"
#include "base/unicode.hpp"

#include <array>
#include <set>

#include <fmt/format.h>

namespace livret {

namespace {

struct FolderName {
    std::string_view en, fr;
};
constexpr std::array folders{
    FolderName{"trainees", "stagiaires"},
    FolderName{"activities", "activites"},
    FolderName{"frameworks", "referentiels"},
    FolderName{"competences", "competences"},
    FolderName{"matrix", "matrice"},
    FolderName{"examples", "exemples"},
    FolderName{"trainings", "formations"},
    FolderName{"questions", "questions"},
    FolderName{"notices", "nouvelles"},
    FolderName{"trainers", "formateurs"},
    FolderName{"about", "a-propos"},
    FolderName{"search", "recherche"},
    FolderName{"feeds", "flux"},
    FolderName{"draft", "brouillon"},
    FolderName{"stream", "filiere"},
    FolderName{"states", "etats"},
    FolderName{"positions", "positionnements"},
    FolderName{"crosswalk", "correspondance"},
    FolderName{"promise", "promesse"},
    FolderName{"needs", "besoins"},
    FolderName{"remarks", "remarques"},
    FolderName{"desk", "bureau"},
    FolderName{"sign", "signer"},
    FolderName{"candidates", "candidats"},
    FolderName{"changes", "changements"},
    FolderName{"accessibility", "accessibilite"},
    FolderName{"guides", "guides"},
    FolderName{"guide-trainee", "stagiaire"},
    FolderName{"guide-trainer", "formateur"},
    FolderName{"guide-jury", "jury"},
    FolderName{"guide-administrator", "administrateur"},
    FolderName{"evolution", "evolution"},
    FolderName{"analysis", "analyse"},
    FolderName{"contexts", "contextes"},
    FolderName{"pairs", "paires"},
    FolderName{"refusals", "refus"},
    FolderName{"levels", "niveaux"},
    FolderName{"delays", "delais"},
    FolderName{"load", "charge"},
};

SitePath in(const GfpId& gfp) {
    return SitePath{gfp.value};
}
std::string page_name(std::string_view stem) {
    return std::string(stem) + ".html";
}

} // namespace

std::string_view SiteMap::folder(std::string_view name) const {
    for (const FolderName& one : folders)
        if (one.en == name) return language_ == Language::fr ? one.fr : one.en;
    return name;
}

SitePath SiteMap::page(const GfpId& gfp, One one) const {
    static constexpr std::array<std::string_view, 19> names{
        "index",      "trainees",   "activities",    "examples",  "trainings", "questions", "notices",
        "trainers",   "frameworks", "about",         "search",    "404",       "needs",     "desk",
        "candidates", "changes",    "accessibility", "evolution", "analysis"};
    return in(gfp) / page_name(folder(names[static_cast<std::size_t>(one)]));
}

SitePath SiteMap::accessibility() const {
    return SitePath{page_name(folder("accessibility"))};
}

SitePath SiteMap::guide(const GfpId& gfp, GuideFor role) const {
    const std::string key = fmt::format("guide-{}", text_of(role));
    const std::string_view name = folder(key);
    return in(gfp) / folder("guides") / page_name(name == key ? text_of(role) : name);
}

SitePath SiteMap::trainee(const TraineeKey& key) const {
    return in(key.gfp) / folder("trainees") / page_name(key.trainee.value);
}

SitePath SiteMap::evolution(const TraineeKey& key) const {
    return in(key.gfp) / folder("evolution") / page_name(key.trainee.value);
}
SitePath SiteMap::analysis() const {
    return SitePath{page_name(folder("analysis"))};
}

SitePath SiteMap::activity(const Activity& activity) const {
    // Two hyphens, which no name holds: a/b-c and a-b/c are two pages.
    const std::string stem = activity.reference.empty()
                                 ? fmt::format("{}-{}--{}", folder("draft"), activity.owner.trainee.value, activity.slug)
                                 : activity.reference;
    return in(activity.owner.gfp) / folder("activities") / page_name(stem);
}

SitePath SiteMap::framework(const GfpId& gfp, const FrameworkId& id) const {
    return in(gfp) / folder("frameworks") / page_name(id.value);
}

SitePath SiteMap::competence(const GfpId& gfp, const CompetenceKey& key) const {
    return in(gfp) / folder("competences") / key.framework.value / page_name(slugify(key.code));
}

SitePath SiteMap::matrix(const GfpId& gfp, const FrameworkId& id) const {
    return in(gfp) / folder("matrix") / page_name(id.value);
}
SitePath SiteMap::trainee_matrix(const TraineeKey& key, const FrameworkId& id) const {
    return in(key.gfp) / folder("matrix") / id.value / page_name(key.trainee.value);
}
SitePath SiteMap::candidate(const TraineeKey& key) const {
    return in(key.gfp) / folder("candidates") / page_name(key.trainee.value);
}
SitePath SiteMap::example(const GfpId& gfp, const Example& example) const {
    return in(gfp) / folder("examples") / page_name(example.slug);
}
SitePath SiteMap::starter(const GfpId& gfp, const Example& example) const {
    return in(gfp) / folder("examples") / (example.slug + ".md");
}
SitePath SiteMap::training(const Training& training) const {
    return in(training.gfp) / folder("trainings") / page_name(training.slug);
}

SitePath SiteMap::question(const GfpId& gfp, const Question& question) const {
    const SitePath base = in(gfp) / folder("questions");
    return question.gfp.empty() ? base / folder("stream") / page_name(question.slug) : base / page_name(question.slug);
}

SitePath SiteMap::notice(const Notice& notice) const {
    return in(notice.gfp) / folder("notices") / page_name(notice.slug);
}
SitePath SiteMap::trainer(const GfpId& gfp, const TrainerId& id) const {
    return in(gfp) / folder("trainers") / page_name(id.value);
}
SitePath SiteMap::desks() const {
    return SitePath{page_name(folder("desk"))};
}
SitePath SiteMap::session() const {
    return SitePath{page_name(folder("candidates"))};
}
SitePath SiteMap::desk(const GfpId& gfp, const TrainerId& id) const {
    return in(gfp) / folder("desk") / page_name(id.value);
}
SitePath SiteMap::signing(const GfpId& gfp) const {
    return in(gfp) / page_name(folder("sign"));
}
SitePath SiteMap::group_feed(const GfpId& gfp) const {
    return in(gfp) / folder("feeds") / "index.xml";
}
SitePath SiteMap::calendar(const GfpId& gfp) const {
    return in(gfp) / (std::string(folder("trainings")) + ".ics");
}
SitePath SiteMap::trainee_feed(const TraineeKey& key) const {
    return in(key.gfp) / folder("feeds") / folder("trainees") / (key.trainee.value + ".xml");
}
SitePath SiteMap::queue_feed(const GfpId& gfp, const TrainerId& id) const {
    return in(gfp) / folder("feeds") / folder("trainers") / (id.value + ".xml");
}
SitePath SiteMap::dossiers(const GfpId& gfp) const {
    return in(gfp) / "dossiers"; // the word of both languages, and the command's
}
SitePath SiteMap::asset(const GfpId& gfp, std::string_view name) const {
    return in(gfp) / "assets" / name;
}

SitePath SiteMap::table(const SitePath& page, Table what, const FrameworkId& framework) const {
    static constexpr std::array<std::string_view, 16> names{
        "",         "states", "competences", "positions", "crosswalk", "promise", "remarks", "trainees",
        "contexts", "phases", "situations",  "pairs",     "refusals",  "levels",  "delays",  "load"};
    std::string out = page.value.substr(0, page.value.size() - 5); // without ".html"
    if (what != Table::only) out += fmt::format("--{}", folder(names[static_cast<std::size_t>(what)]));
    if (!framework.empty()) out += "-" + framework.value;
    return SitePath{out + ".csv"};
}

SitePath SiteMap::attachment(const GfpId& gfp, const SourcePath& source) const {
    const auto found = targets_.find({gfp, source});
    return found == targets_.end() ? SitePath{} : found->second;
}

std::optional<SitePath> SiteMap::find(const GfpId& gfp, const SourcePath& source) const {
    const auto found = targets_.find({gfp, source});
    return found == targets_.end() ? std::nullopt : std::optional(found->second);
}

void SiteMap::add(const GfpId& gfp, const SourcePath& source, const SitePath& page) {
    targets_.emplace(std::pair(gfp, source), page);
    targets_.emplace(std::pair(gfp, as_one_file(source)), page);
}

void SiteMap::add_attachments(const GfpId& gfp, const SitePath& page, const std::vector<Attachment>& attachments) {
    const SitePath beside{page.value.substr(0, page.value.size() - 5)}; // without ".html"
    std::set<std::string> taken;
    for (const Attachment& one : attachments) {
        const std::string stem = slugify(one.path.stem());
        const std::string extension(one.path.extension());
        std::string name = stem + extension;
        for (int copy = 2; !taken.insert(name).second; ++copy) name = fmt::format("{}-{}{}", stem, copy, extension);
        add(gfp, one.path, beside / name);
    }
}

SiteMap::SiteMap(const Portfolio& portfolio, Language language) : language_(language) {
    for (const Group& group : portfolio.groups) {
        const GfpId& gfp = group.gfp->id;
        add(gfp, group.gfp->path, page(gfp, One::home));
        for (const Booklet& booklet : group.booklets) {
            add(gfp, booklet.trainee->path, trainee(booklet.trainee->key));
            if (booklet.trainee->portrait) add_attachments(gfp, trainee(booklet.trainee->key), {*booklet.trainee->portrait});
            for (const Positioning* one : booklet.positionings) add(gfp, one->path, trainee(booklet.trainee->key));
            for (const Activity* one : booklet.activities) {
                add(gfp, one->path, activity(*one));
                add_attachments(gfp, activity(*one), one->attachments);
            }
        }
        for (const Example& one : portfolio.institute->examples) {
            add(gfp, one.path, example(gfp, one));
            add_attachments(gfp, example(gfp, one), one.attachments);
        }
        for (const Training* one : group.trainings) add(gfp, one->path, training(*one));
        for (const Question* one : group.questions) add(gfp, one->path, question(gfp, *one));
        for (const Notice* one : group.notices) add(gfp, one->path, notice(*one));
    }
}

} // namespace livret
