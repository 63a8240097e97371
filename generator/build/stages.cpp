#include "build/stages.hpp"

#include "base/hash.hpp"
#include "base/sha256_stream.hpp"
#include "base/threads.hpp"
#include "base/typography.hpp"
#include "build/attachments.hpp"
#include "build/guides.hpp"
#include "build/signed_texts.hpp"
#include "build/starters.hpp"
#include "export/desk_pages.hpp"
#include "export/exports.hpp"
#include "export/page_tables.hpp"
#include "load/places.hpp"
#include "load/repository.hpp"
#include "trust/store.hpp"

#include <algorithm>

namespace livret {

LIVRET_MADE_ONCE(Holdings)

void keep_groups(Institute& institute, const std::vector<GfpId>& only) {
    if (only.empty()) return;
    std::erase_if(institute.gfps, [&](const Gfp& gfp) { return std::find(only.begin(), only.end(), gfp.id) == only.end(); });
}

void PhaseTimer::done(const char* phase) {
    const auto now = std::chrono::steady_clock::now();
    const double spent = std::chrono::duration<double, std::milli>(now - start_).count();
    const auto known = std::find_if(phases_.begin(), phases_.end(), [&](const auto& one) { return one.name == phase; });
    if (known == phases_.end())
        phases_.push_back({phase, spent});
    else
        known->milliseconds += spent;
    start_ = now;
}

// The folder's names, then its files, as values, and what is signed about them.
Holdings read_content(const BuildOptions& options, Sink& sink, std::vector<BuildReport::Phase>& phases) {
    return read_content(open_real_disk(options.root), options, sink, phases);
}

Holdings read_content(std::unique_ptr<Disk> repository, const BuildOptions& options, Sink& sink,
                      std::vector<BuildReport::Phase>& phases) {
    Holdings out;
    out.repository = std::move(repository);
    PhaseTimer timer(phases);
    TrustFiles trust;
    parallel_for(2, options.jobs, [&](std::size_t half) { // a country's signed files take as long to list and read as its names
        if (half == 1) {
            trust = read_trust(*out.repository, "trust", options.jobs);
            return;
        }
        const Snapshot snapshot = take_snapshot(*out.repository, options.output_in_root, sink);
        timer.done("snapshot");
        out.institute = load_repository(*out.repository, snapshot, {options.jobs, options.bodies}, sink);
        timer.done("load");
        examine_attachments(out.institute, *out.repository, options.jobs, sink);
        timer.done("attachments");
    });
    out.verdicts =
        make_verdicts(out.institute, std::move(trust), *out.repository, options.believe, options.as_of, options.jobs, sink);
    if (options.bodies == Bodies::read) read_signed_texts(out.institute, *out.repository, options.jobs);
    timer.done("verdicts");
    return out;
}

namespace {

// The theme that lies in the repository, if the registry in force vouches for these very files.
std::optional<ThemeFiles> vouched_theme(const Disk& repository, const Configuration& configuration, const TrustState& trust,
                                        Sink& sink) {
    if (configuration.theme.empty()) return std::nullopt;
    auto found = read_repository_theme(repository, configuration.theme);
    if (found && !trust.theme.empty() && theme_digest(*found) == trust.theme) return found;
    if (!trust.present) { // with a registry, not-in-force says so
        Diagnostic diagnostic;
        diagnostic.code = Code::theme_not_registered;
        diagnostic.path = SourcePath{"livret.yaml"};
        if (const auto line = configuration.written.find("theme"); line != configuration.written.end())
            diagnostic.at = {{line->second, 1}, 1};
        diagnostic.arguments = {configuration.theme};
        sink.add(std::move(diagnostic));
    }
    return std::nullopt;
}

} // namespace

void read_look_files(const BuildOptions& options, const Disk& repository, const Configuration& configuration,
                     const TrustState& trust, Look& out, Sink& sink) {
    out.base = read_theme_folder(options.share + "/themes/default", "themes/default");
    if (!options.overlay.empty())
        out.overlay = read_theme_folder(options.overlay, options.overlay);
    else
        out.overlay = vouched_theme(repository, configuration, trust, sink);
    out.program = read_theme_folder(options.share + "/program", "program");
}

void compile_look(Language language, Look& out, Sink& sink) {
    Sink own;
    out.language = language;
    out.theme = load_theme(std::move(out.base), std::move(out.overlay), own);
    out.texts.emplace(out.theme.texts.texts(language));
    ThemeTexts words;
    for (const auto& [one, path] : {std::pair(Language::fr, "words/fr.json"), std::pair(Language::en, "words/en.json")})
        add_texts(words, one, SourcePath{path}, out.program.files[path], own);
    out.words.emplace(words.texts(language));
    out.guides = read_guides(out.theme, language, own);
    out.programs = compile_theme(out.theme, page_schema(), *out.texts, own);
    for (auto* sources : {&out.theme.pages, &out.theme.partials, &out.theme.guides})
        sources->clear(); // what was made of them stays
    out.is_faultless = own.items().empty();
    sink.append(own);
}

std::string digest_of_files(const Look& look) {
    Sha256Stream out;
    const auto add = [&](const ThemeFiles& files) {
        for (const auto& [path, bytes] : files.files) out.update(path + "\n" + sha256_hex(bytes) + "\n");
        out.update("\n");
    };
    add(look.base);
    if (look.overlay) add(*look.overlay);
    add(look.program);
    return out.hex();
}

std::optional<FolderFacts> facts_of_look(const BuildOptions& options, const Configuration& configuration) {
    if (options.overlay.empty() && !configuration.theme.empty()) return std::nullopt;
    FolderFacts out;
    std::vector<std::string> folders{options.share + "/themes/default", options.share + "/program"};
    if (!options.overlay.empty()) folders.push_back(options.overlay);
    for (const std::string& folder : folders) {
        FolderFacts one = facts_of_theme_folder(folder);
        for (auto& [path, size, stamp] : one.files) out.files.emplace_back(folder + "/" + path, size, stamp);
        out.newest = std::max(out.newest, one.newest);
    }
    return out;
}

void read_look(const BuildOptions& options, const Disk& repository, const Configuration& configuration, const TrustState& trust,
               Look& out, Sink& sink) {
    read_look_files(options, repository, configuration, trust, out, sink);
    compile_look(configuration.language, out, sink);
}

void resolve(Institute institute, Audience audience, const Moment& now, ShownSite& out, const std::vector<GfpId>& only) {
    out.institute = std::move(institute);
    out.portfolio = make_portfolio(out.institute, audience, now, only);
    out.portfolio.session = out.session ? &*out.session : nullptr;
    out.map.emplace(out.portfolio, out.institute.configuration.language);
}

void choose_signed_files(Audience audience, ShownSite& out) {
    if (out.institute.trust.present && sees_all_decisions(audience, out.institute.configuration.decisions))
        out.context.signed_files = SignedFilesAt::group;
}

// Each as a value that is made when it is wanted.
void list_pages(const Look& look, ShownSite& out) {
    out.context.portfolio = &out.portfolio;
    out.context.map = &*out.map;
    out.context.texts = &*look.texts;
    out.context.words = &*look.words;
    out.context.checking_page = "verify.html"; // see add_checking_page
    if (out.context.offers_guides) out.context.guides = look.guides;
    static constexpr std::string_view pages_folder = "assets/pages/";
    for (const auto& [path, bytes] : look.theme.assets)
        if (path.starts_with(pages_folder)) out.context.page_files.insert(path.substr(pages_folder.size()));
    out.context.wordings.clear();
    for (const Framework& framework : out.institute.frameworks)
        for (const Competence& competence : framework.competences) {
            const Wording& one = wording(competence.statements, out.context.language());
            out.context.wordings.emplace(&one, Value::shared(typeset(one.text, out.context.language())));
        }
    out.pages = pages_of(out.context);
}

namespace {

SitePath below(const SitePath& folder, const std::string& name) {
    return folder.value.empty() ? SitePath{name} : folder / name;
}

// The folders that have what every site has: the group's, each a whole site of its own, and the one above them.
std::vector<SitePath> site_folders(const ShownSite& shown) {
    std::vector<SitePath> out;
    if (shown.context.lists_above()) out.emplace_back();
    if (shown.context.lists_groups())
        for (const Group& group : shown.portfolio.groups) out.push_back({group.gfp->id.value});
    return out;
}

// A file that belongs to the program; it is missing only from a broken installation.
const std::string& program_file(const Look& look, const std::string& name) {
    const auto found = look.program.files.find(name);
    if (found == look.program.files.end())
        throw DiskError("read", "program/" + name, std::make_error_code(std::errc::no_such_file_or_directory));
    return found->second;
}

// The checking page is the program's, the same bytes in every site: nothing that a theme or a repository brings can stand
// in its place.
void add_checking_page(const Look& look, const std::vector<SitePath>& folders, std::vector<SiteFile>& files) {
    const std::string& page = program_file(look, "verify.html");
    std::vector<SitePath> places;
    for (const SitePath& folder : folders) places.push_back(below(folder, "verify.html"));
    std::erase_if(files,
                  [&](const SiteFile& file) { return std::find(places.begin(), places.end(), file.path) != places.end(); });
    for (const SitePath& place : places) files.push_back({place, [&page](Renderer&) { return page; }});
}

// The trainers' desk is the program's, too: what stands in its place from elsewhere goes.
void add_desks(const Holdings& content, const Look& look, const ShownSite& shown, std::vector<SiteFile>& files) {
    if (shown.portfolio.audience != Audience::trainers) return;
    std::vector<SiteFile> own;
    for (DeskPage& one : desk_pages(shown.context, program_file(look, "desk.css")))
        own.push_back({one.path, [html = std::move(one.html)](Renderer&) { return html(); }});
    const std::string& page = program_file(look, shown.context.language() == Language::fr ? "sign.fr.html" : "sign.en.html");
    for (const GroupDesk& desk : shown.desks)
        if (shown.context.lists_groups() && shown.portfolio.find(desk.gfp))
            own.push_back({shown.map->signing(desk.gfp), [&page, &desk, &shown, &content](Renderer&) {
                               return signing_page(page, desk, *shown.map, *content.repository);
                           }});
    for (SiteFile& one : own) {
        std::erase_if(files, [&](const SiteFile& file) { return file.path == one.path; });
        files.push_back(std::move(one));
    }
}

} // namespace

std::vector<SiteFile> list_files(const Holdings& content, const Look& look, ShownSite& shown) {
    std::vector<SiteFile> files;
    std::vector<SitePath> paths = shown.pages_elsewhere;
    for (const Page& page : shown.pages) {
        paths.push_back(page.path);
        files.push_back({page.path, [&page](Renderer& renderer) {
                             return page.shared ? renderer.render(page.kind, *page.shared->take())
                                                : renderer.render(page.kind, page.value());
                         }});
    }
    std::sort(paths.begin(), paths.end());
    const auto add_exports = [&](std::vector<ExportFile> some) {
        for (ExportFile& one : some) files.push_back({one.path, [bytes = std::move(one.bytes)](Renderer&) { return bytes(); }});
    };
    add_exports(exports_of(shown.context, paths));
    add_exports(starter_files(shown.context));
    add_exports(page_tables(shown.context, shown.pages));
    shown.signed_files = {&content.verdicts.files.documents,
                          [&content](const std::string& digest) { return read_snapshot(*content.repository, "trust", digest); },
                          "registry-" + std::to_string(content.verdicts.judged.chain->registry.number) + ".roster"};
    add_exports(trust_files(shown.context, shown.signed_files));
    const std::vector<SitePath> folders = site_folders(shown);
    const auto add_asset = [&](const std::string& name, const std::string& bytes) {
        for (const SitePath& folder : folders) files.push_back({below(folder, name), [&bytes](Renderer&) { return bytes; }});
    };
    for (const auto& [name, bytes] : look.theme.assets) add_asset(name, bytes);
    if (shown.institute.trust.present) add_asset("assets/program/panel.css", program_file(look, "panel.css"));
    const auto add_attachments = [&](const GfpId& gfp, const std::vector<Attachment>& list) {
        for (const Attachment& one : list)
            files.push_back({shown.map->attachment(gfp, one.path),
                             [&content, path = one.path](Renderer&) { return attachment_bytes(*content.repository, path); }});
    };
    for (const Group& group : shown.portfolio.groups) {
        if (!shown.context.lists_groups()) break;
        for (const Activity* one : group.activities) add_attachments(group.gfp->id, one->attachments);
        for (const Example& one : shown.institute.examples) add_attachments(group.gfp->id, one.attachments);
        for (const Booklet& one : group.booklets)
            if (one.trainee->portrait) add_attachments(group.gfp->id, {*one.trainee->portrait});
    }
    add_checking_page(look, folders, files);
    add_desks(content, look, shown, files);
    std::sort(files.begin(), files.end(), [](const SiteFile& a, const SiteFile& b) { return a.path < b.path; });
    return files;
}

std::optional<std::string> bytes_of(const std::vector<SiteFile>& files, const SitePath& path, Renderer& renderer) {
    const auto found = std::lower_bound(files.begin(), files.end(), path,
                                        [](const SiteFile& file, const SitePath& wanted) { return file.path < wanted; });
    if (found == files.end() || found->path != path) return std::nullopt;
    return found->bytes(renderer);
}

std::optional<SitePath> page_of_source(const SiteMap& map, const GfpId& group, const SourcePath& source) {
    const Place place = place_of(source);
    return map.find(group, place.kind == PlaceKind::attachment ? place.owner : source);
}

} // namespace livret
