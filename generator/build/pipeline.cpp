#include "build/pipeline.hpp"

#include "base/threads.hpp"
#include "build/attachments.hpp"
#include "build/signed_texts.hpp"
#include "build/theme_folder.hpp"
#include "export/exports.hpp"
#include "export/trust_files.hpp"
#include "history/history.hpp"
#include "load/repository.hpp"
#include "publish/manifest_disk.hpp"
#include "render/renderer.hpp"
#include "trust/store.hpp"
#include "view/pages.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>

namespace livret {

namespace {

class Timer {
  public:
    explicit Timer(BuildReport& report) : report_(report) {}
    void done(const char* phase) {
        const auto now = std::chrono::steady_clock::now();
        report_.phases.push_back({phase, std::chrono::duration<double, std::milli>(now - start_).count()});
        start_ = now;
    }

  private:
    BuildReport& report_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// One file of the site: its path, and how its bytes are had when its turn comes.
struct SiteFile {
    SitePath path;
    std::function<std::string(Renderer&)> bytes;
};

// Everything between the content and the site; the parts point into one another, so it stays where it is made.
struct Run {
    const BuildOptions& options;
    BuildReport report;
    std::unique_ptr<Disk> repository;
    Institute institute;
    Verdicts verdicts;
    Portfolio portfolio;
    Theme theme;
    ThemeFiles program; // words and style of verdicts: no theme's
    std::optional<Texts> texts, words;
    SignedFiles signed_files;
    std::optional<SiteMap> map;
    ViewContext context;
    Programs programs;
    std::vector<Page> pages;
    bool not_publishable = false; // these readers would be misled

    explicit Run(const BuildOptions& given) : options(given), repository(open_real_disk(given.root)) {}
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    std::size_t count_errors() const {
        return report.sink.errors() + (options.strictness == Strictness::strict ? report.sink.warnings() : 0);
    }
    // With --strict, the first stage that finds something wrong is the last.
    bool stop_here() const { return options.strictness == Strictness::strict && count_errors() > 0; }
};

// Stages 1 to 4: the folder's names, then its files, as values, and what is signed about them.
void read_content(Run& run) {
    Timer timer(run.report);
    const Snapshot snapshot = take_snapshot(*run.repository, run.options.output_in_root, run.report.sink);
    timer.done("snapshot");
    run.institute = load_repository(*run.repository, snapshot, {run.options.jobs}, run.report.sink);
    timer.done("load");
    examine_attachments(run.institute, *run.repository, run.options.jobs, run.report.sink);
    timer.done("attachments");
    run.verdicts = make_verdicts(run.institute, *run.repository, run.options.believe, run.options.jobs, run.report.sink);
    read_signed_texts(run.institute, *run.repository);
    timer.done("verdicts");
}

// Trainers and juries judge by what is in force. Something else is an error for them, and nothing is published.
void require_in_force(Run& run) {
    if (run.options.audience != Audience::trainers && run.options.audience != Audience::jury) return;
    for (const std::string& path : run.institute.trust.not_in_force) {
        Diagnostic diagnostic;
        diagnostic.code = Code::not_in_force_for_readers;
        diagnostic.path = SourcePath{path};
        run.report.sink.add(std::move(diagnostic));
        run.not_publishable = true;
    }
}

// Stage 5: what is left for these readers, and what it amounts to.
void resolve(Run& run) {
    Timer timer(run.report);
    if (run.options.base_url) run.institute.configuration.base_url = *run.options.base_url;
    run.institute = restrict_to(std::move(run.institute), run.options.audience, run.options.drafts);
    if (!run.options.gfps.empty())
        std::erase_if(run.institute.gfps, [&](const Gfp& gfp) {
            return std::find(run.options.gfps.begin(), run.options.gfps.end(), gfp.id) == run.options.gfps.end();
        });
    run.portfolio = make_portfolio(run.institute, run.options.audience, run.options.now);
    run.map.emplace(run.portfolio, run.institute.configuration.language);
    timer.done("resolve");
}

// The theme that lies in the repository, if the registry in force vouches for these very files.
std::optional<ThemeFiles> vouched_theme(Run& run) {
    const Configuration& configuration = run.institute.configuration;
    if (configuration.theme.empty()) return std::nullopt;
    auto found = read_repository_theme(*run.repository, configuration.theme);
    if (found && !run.institute.trust.theme.empty() && theme_digest(*found) == run.institute.trust.theme) return found;
    if (!run.institute.trust.present) { // with a registry, not-in-force says so
        Diagnostic diagnostic;
        diagnostic.code = Code::theme_not_registered;
        diagnostic.path = SourcePath{"livret.yaml"};
        if (const auto line = configuration.written.find("theme"); line != configuration.written.end()) diagnostic.at = {{line->second, 1}, 1};
        diagnostic.arguments = {configuration.theme};
        run.report.sink.add(std::move(diagnostic));
    }
    return std::nullopt;
}

// The theme, and every name in it held against what the pages offer.
void read_theme(Run& run) {
    Timer timer(run.report);
    const ThemeFiles base = read_theme_folder(run.options.share + "/themes/default", "themes/default");
    std::optional<ThemeFiles> overlay;
    if (!run.options.overlay.empty()) overlay = read_theme_folder(run.options.overlay, run.options.overlay);
    else overlay = vouched_theme(run);
    run.theme = load_theme(base, overlay, run.report.sink);
    run.texts.emplace(run.theme.texts.texts(run.institute.configuration.language));
    run.program = read_theme_folder(run.options.share + "/program", "program");
    ThemeTexts words;
    for (const auto& [language, path] : {std::pair(Language::fr, "words/fr.json"), std::pair(Language::en, "words/en.json")})
        add_texts(words, language, SourcePath{path}, run.program.files[path], run.report.sink);
    run.words.emplace(words.texts(run.institute.configuration.language));
    run.programs = compile_theme(run.theme, page_schema(), *run.texts, run.report.sink);
    timer.done("theme");
}

// Stage 6: the pages, each as a value that is made when it is wanted.
void list_pages(Run& run) {
    Timer timer(run.report);
    run.context.portfolio = &run.portfolio;
    run.context.map = &*run.map;
    run.context.texts = &*run.texts;
    run.context.words = &*run.words;
    run.context.checking_page = "verify.html"; // see add_checking_page
    run.context.signed_files =
        run.institute.trust.present && sees_all_decisions(run.options.audience, run.institute.configuration.decisions);
    if (run.options.git == GitFacts::read)
        run.context.last_changes = last_changes(run.options.root, run.options.now.local_date());
    run.pages = pages_of(run.context);
    if (!run.options.gfps.empty()) // the institute's page speaks of all groups
        std::erase_if(run.pages, [](const Page& page) { return page.kind == "institute"; });
    run.report.pages = run.pages.size();
    timer.done("pages");
}

// The checking page is the program's, the same bytes in every site: nothing that a theme or a repository brings can stand
// in its place.
void add_checking_page(const Run& run, std::vector<SiteFile>& files) {
    const auto page = std::make_shared<const std::string>(open_real_disk(run.options.share + "/program")->read("verify.html"));
    std::vector<SitePath> places{SitePath{"verify.html"}};
    for (const Group& group : run.portfolio.groups) places.push_back(SitePath{group.gfp->id.value} / "verify.html");
    std::erase_if(files, [&](const SiteFile& file) { return std::find(places.begin(), places.end(), file.path) != places.end(); });
    for (const SitePath& place : places) files.push_back({place, [page](Renderer&) { return *page; }});
}

std::vector<SiteFile> list_files(Run& run) {
    std::vector<SiteFile> files;
    std::vector<SitePath> paths;
    for (const Page& page : run.pages) {
        paths.push_back(page.path);
        files.push_back({page.path, [&page](Renderer& renderer) { return renderer.render(page.kind, page.value()); }});
    }
    for (ExportFile& one : exports_of(run.context, paths))
        files.push_back({one.path, [bytes = std::move(one.bytes)](Renderer&) { return bytes(); }});
    run.signed_files = {&run.verdicts.files.documents,
                        [&run](const std::string& digest) { return read_snapshot(*run.repository, "trust", digest); },
                        "registry-" + std::to_string(run.verdicts.judged.chain.registry.number) + ".roster"};
    for (ExportFile& one : trust_files(run.context, run.signed_files))
        files.push_back({one.path, [bytes = std::move(one.bytes)](Renderer&) { return bytes(); }});
    const auto add_asset = [&](const SitePath& folder, const std::string& name, const std::string& bytes) {
        files.push_back({folder.value.empty() ? SitePath{name} : folder / name, [&bytes](Renderer&) { return bytes; }});
    };
    for (const auto& [name, bytes] : run.theme.assets) {
        add_asset({}, name, bytes);
        for (const Group& group : run.portfolio.groups)
            add_asset(SitePath{group.gfp->id.value}, name, bytes);
    }
    if (run.institute.trust.present) {
        add_asset({}, "assets/program/panel.css", run.program.files["panel.css"]);
        for (const Group& group : run.portfolio.groups)
            add_asset(SitePath{group.gfp->id.value}, "assets/program/panel.css", run.program.files["panel.css"]);
    }
    const auto add_attachments = [&](const GfpId& gfp, const std::vector<Attachment>& list) {
        for (const Attachment& one : list)
            files.push_back({run.map->attachment(gfp, one.path),
                             [&run, path = one.path](Renderer&) { return attachment_bytes(*run.repository, path); }});
    };
    for (const Group& group : run.portfolio.groups) {
        for (const Activity* one : group.activities)
            add_attachments(group.gfp->id, one->attachments);
        for (const Example& one : run.institute.examples)
            add_attachments(group.gfp->id, one.attachments);
        for (const Booklet& one : group.booklets)
            if (one.trainee->portrait) add_attachments(group.gfp->id, {*one.trainee->portrait});
    }
    add_checking_page(run, files);
    if (!run.options.gfps.empty()) // what lies above the groups is not ours
        std::erase_if(files, [](const SiteFile& file) { return file.path.value.find('/') == std::string::npos || file.path.value.starts_with("assets/"); }); // no group is called assets
    std::sort(files.begin(), files.end(), [](const SiteFile& a, const SiteFile& b) { return a.path < b.path; });
    return files;
}

// Two sources for one address: the first in the order of paths is kept.
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

// Stages 7 and 8: bytes, and the way to the disk.
void publish(Run& run) {
    Timer timer(run.report);
    std::vector<SiteFile> files = list_files(run);
    refuse_same_paths(files, run.report.sink);
    const auto mine = [&](const SitePath& path) {
        if (run.options.gfps.empty()) return true;
        return std::any_of(run.options.gfps.begin(), run.options.gfps.end(),
                           [&](const GfpId& gfp) { return path.value.starts_with(gfp.value + "/"); });
    };
    if (run.options.output_in_root) refuse_links_to(run.options.root, *run.repository, *run.options.output_in_root);
    make_folders(run.options.output);
    const std::unique_ptr<Disk> site = open_real_disk(run.options.output);
    const std::unique_ptr<Disk> manifests = open_manifest_disk(run.options.root, run.options.output_in_root.has_value());
    Publication publication(*site, *manifests,
                            run.options.output_in_root ? run.options.output_in_root->value : run.options.output, mine);
    std::vector<SitePath> planned;
    for (const SiteFile& file : files)
        planned.push_back(file.path);
    publication.begin(planned);
    // A renderer belongs to one thread; each takes every n-th file.
    const std::size_t workers = std::max<std::size_t>(1, std::min<std::size_t>(run.options.jobs, files.size()));
    std::atomic<std::size_t> done = 0;
    parallel_for(workers, run.options.jobs, [&](std::size_t worker) {
        Renderer renderer(run.programs);
        for (std::size_t i = worker; i < files.size(); i += workers) {
            publication.put(files[i].path, files[i].bytes(renderer));
            if (run.options.progress) run.options.progress(++done, files.size());
        }
    });
    run.report.files = publication.finish(run.report.sink);
    timer.done("publish");
}

void report_missing_texts(Run& run) {
    for (const std::string& key : run.texts->missing()) {
        Diagnostic diagnostic;
        diagnostic.code = Code::missing_text;
        diagnostic.path = SourcePath{run.theme.place};
        diagnostic.arguments = {key, run.texts->language() == Language::fr ? "fr" : "en"};
        run.report.sink.add(std::move(diagnostic));
    }
}

bool reached_pages(Run& run) {
    read_content(run);
    require_in_force(run);
    if (run.stop_here()) return false;
    resolve(run);
    const std::size_t before = run.report.sink.errors();
    read_theme(run);
    if (run.report.sink.errors() > before || run.stop_here()) return false; // a broken theme breaks every page
    list_pages(run);
    return true;
}

BuildReport finished(Run& run, bool published) {
    run.report.stopped = !published;
    run.report.errors = run.count_errors();
    run.report.language = run.institute.configuration.language;
    return std::move(run.report);
}

} // namespace

// A site inside the repository: nobody who shares it may lead the build elsewhere with a link.
void refuse_links_to(const std::string& root, const Disk& repository, const SourcePath& output) {
    for (SourcePath folder = output; !folder.value.empty(); folder = folder.parent()) {
        if (!repository.exists(folder.value)) continue;
        const EntryKind kind = repository.kind(folder.value);
        if (kind == EntryKind::folder) continue;
        throw DiskError("write", root + "/" + folder.value,
                        std::make_error_code(kind == EntryKind::link ? std::errc::too_many_symbolic_link_levels : std::errc::not_a_directory));
    }
}

WholeRepository read_whole(const BuildOptions& options) {
    Run run(options);
    read_content(run);
    return {std::move(run.institute), std::move(run.verdicts), std::move(run.report.sink)};
}

BuildReport check(const BuildOptions& options) {
    Run run(options);
    if (reached_pages(run)) {
        Timer timer(run.report);
        parallel_for(run.pages.size(), options.jobs, [&](std::size_t i) { run.pages[i].value(); });
        timer.done("views");
        report_missing_texts(run);
    }
    return finished(run, false);
}

BuildReport build(const BuildOptions& options) {
    Run run(options);
    if (!reached_pages(run)) return finished(run, false);
    // Everything hangs on livret.yaml: with half of it, a build would take good pages away.
    if (run.report.sink.has_errors_in(SourcePath{"livret.yaml"}) || run.not_publishable) return finished(run, false);
    publish(run);
    report_missing_texts(run);
    return finished(run, true);
}

} // namespace livret
