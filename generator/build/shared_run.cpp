#include "build/shared_run.hpp"

#include "base/threads.hpp"
#include "build/dossier.hpp"
#include "build/page_fonts_of.hpp"
#include "disk/open_file.hpp"
#include "resolve/seen_by.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace livret {

namespace {

std::vector<const Trainee*> owners_of_dossiers(const ShownSite& shown) {
    std::vector<const Trainee*> out;
    for (const Group& group : shown.portfolio.groups)
        for (const Booklet& booklet : group.booklets) out.push_back(booklet.trainee);
    return out;
}

SitePath place_of_dossier(const ShownSite& shown, const TraineeKey& trainee) {
    return shown.map->dossiers(trainee.gfp) / (dossier_name(trainee, DossierFor::jury) + ".zip");
}

void report_no_dossier(const Trainee& trainee, NoDossier reason, Sink& sink) {
    Diagnostic diagnostic;
    diagnostic.code = Code::no_dossier;
    diagnostic.path = trainee.path;
    diagnostic.arguments = {std::move(reason.fr), std::move(reason.en)};
    sink.add(std::move(diagnostic));
}

} // namespace

bool is_good_for_readers(Audience audience, const TrustState& trust, Sink& sink) {
    if (audience != Audience::trainers && audience != Audience::jury) return true;
    for (const std::string& path : trust.not_in_force) {
        Diagnostic diagnostic;
        diagnostic.code = Code::not_in_force_for_readers;
        diagnostic.path = SourcePath{path};
        sink.add(std::move(diagnostic));
    }
    return trust.not_in_force.empty();
}

Institute for_readers(Institute institute, const BuildOptions& options) {
    return options.seen_by ? seen_by(institute, *options.seen_by)
                           : restrict_to(std::move(institute), options.audience, options.drafts);
}

void report_cut_history(const Authorship& history, Date today, Sink& sink) {
    if (!history.cut) return;
    Diagnostic diagnostic;
    diagnostic.code = Code::shallow_history;
    diagnostic.path = SourcePath{"livret.yaml"};
    diagnostic.arguments = {iso(history.from.value_or(today))};
    sink.add(std::move(diagnostic));
}

void refuse_same_paths(std::vector<SiteFile>& files, Sink& sink) {
    const auto same = [&](const SiteFile& a, const SiteFile& b) {
        if (a.path != b.path) return false;
        Diagnostic diagnostic;
        diagnostic.code = Code::duplicate_page;
        diagnostic.path = SourcePath{a.path.value};
        diagnostic.arguments = {a.path.value, b.path.value};
        sink.add(std::move(diagnostic));
        return true;
    };
    files.erase(std::unique(files.begin(), files.end(), same), files.end());
}

void report_missing_texts(const Look& look, Sink& sink) {
    for (const std::string& key : look.texts->missing()) {
        Diagnostic diagnostic;
        diagnostic.code = Code::missing_text;
        diagnostic.path = SourcePath{look.theme.place};
        diagnostic.arguments = {key, look.texts->language() == Language::fr ? "fr" : "en"};
        sink.add(std::move(diagnostic));
    }
}

std::vector<SitePath> places_of_dossiers(const ShownSite& shown) {
    std::vector<SitePath> out;
    for (const Trainee* one : owners_of_dossiers(shown)) out.push_back(place_of_dossier(shown, one->key));
    return out;
}

void place_dossiers(const BuildOptions& options, const Holdings& content, const Look& look, ShownSite& shown,
                    Publication& publication, unsigned jobs, Sink& sink) {
    const std::vector<const Trainee*> owners = owners_of_dossiers(shown);
    if (owners.empty()) return;
    const PageFonts fonts = page_fonts_of(options.share);
    std::mutex mutex;
    parallel_for(owners.size(), jobs, [&](std::size_t i) {
        const Trainee& trainee = *owners[i];
        const SitePath path = place_of_dossier(shown, trainee.key);
        const std::optional<Taken> taken = publication.may_place(path);
        if (!taken) return;
        const std::string folder = options.output + "/" + path.parent().value;
        make_folders(folder);
        auto made = write_dossier(content, look, fonts, trainee.key, DossierFor::jury, folder, *taken);
        const std::lock_guard lock(mutex);
        if (auto* none = std::get_if<NoDossier>(&made)) return report_no_dossier(trainee, std::move(*none), sink);
        const auto& written = std::get<WrittenDossier>(made);
        publication.note_placed(path, written.placed);
        if (written.placed != Placed::kept) shown.context.dossiers[trainee.key] = {path, OpenFile(written.path).size()};
    });
}

void publish_files(const std::vector<SiteFile>& files, std::vector<Renderer>& renderers, Publication& publication,
                   const std::function<void()>& progress) {
    // A renderer belongs to one thread. Neighbours are often made of one value: a page, and its tables.
    constexpr std::size_t at_a_time = 8;
    std::atomic<std::size_t> next{0};
    parallel_for(renderers.size(), static_cast<unsigned>(renderers.size()), [&](std::size_t worker) {
        for (std::size_t from; (from = next.fetch_add(at_a_time)) < files.size();)
            for (std::size_t i = from; i < std::min(from + at_a_time, files.size()); ++i) {
                publication.put(files[i].path, files[i].bytes(renderers[worker]));
                if (progress) progress();
            }
    });
}

} // namespace livret
