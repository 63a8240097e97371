#include "build/pipeline.hpp"

#include "base/threads.hpp"
#include "build/authorship.hpp"
#include "build/dossier.hpp"
#include "build/live_site.hpp"
#include "build/page_fonts_of.hpp"
#include "build/reminders.hpp"
#include "build/retention.hpp"
#include "build/session_site.hpp"
#include "build/stages.hpp"
#include "disk/open_file.hpp"
#include "publish/manifest_disk.hpp"
#include "resolve/seen_by.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace livret {

namespace {

// A run's parts, where they stay: some point into others.
struct Run {
    const BuildOptions& options;
    BuildReport report;
    Holdings content;
    Look look;
    ShownSite shown;
    bool not_publishable = false;      // these readers would be misled
    std::vector<GfpId> groups;         // of a session; empty: all
    std::optional<TraineeKey> seen_by; // one trainee's own preview, in place of an audience's site

    explicit Run(const BuildOptions& given) : options(given) {}
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    std::size_t count_errors() const {
        return report.sink.errors() + (options.strictness == Strictness::strict ? report.sink.warnings() : 0);
    }
    // With --strict, the first stage that finds something wrong is the last.
    bool stop_here() const { return options.strictness == Strictness::strict && count_errors() > 0; }
};

// Trainers and juries judge by what is in force. Something else is an error for them, and nothing is published.
void require_in_force(Run& run) {
    if (run.options.audience != Audience::trainers && run.options.audience != Audience::jury) return;
    for (const std::string& path : run.content.institute.trust.not_in_force) {
        Diagnostic diagnostic;
        diagnostic.code = Code::not_in_force_for_readers;
        diagnostic.path = SourcePath{path};
        run.report.sink.add(std::move(diagnostic));
        run.not_publishable = true;
    }
}

// Stage 5: what is left for these readers, and what it amounts to.
void resolve(Run& run) {
    PhaseTimer timer(run.report.phases);
    Institute institute = std::move(run.content.institute);
    if (run.options.dossiers) run.content.institute = institute; // they begin with everything: see write_dossier
    if (run.options.audience == Audience::trainers)
        run.shown.desks =
            signing_desks(institute, run.content.verdicts.judged, *run.content.repository, run.report.sink, run.options.now);
    if (run.options.base_url) institute.configuration.base_url = *run.options.base_url;
    institute = run.seen_by ? seen_by(institute, *run.seen_by)
                            : restrict_to(std::move(institute), run.options.audience, run.options.drafts);
    keep_groups(institute, run.groups);
    keep_groups(institute, run.options.gfps);
    resolve(std::move(institute), run.options.audience, run.options.now, run.shown);
    timer.done("resolve");
}

void read_theme(Run& run) {
    PhaseTimer timer(run.report.phases);
    const Institute& institute = run.shown.institute;
    read_look(run.options, run.content, institute.configuration, institute.trust, run.look, run.report.sink);
    timer.done("theme");
}

// A shallow clone knows no dates before its oldest commits: better said than shown.
void report_cut_history(Run& run) {
    const Authorship& history = run.shown.context.history;
    if (!history.cut) return;
    Diagnostic diagnostic;
    diagnostic.code = Code::shallow_history;
    diagnostic.path = SourcePath{"livret.yaml"};
    diagnostic.arguments = {history.from ? iso(*history.from) : iso(run.options.now.local_date())};
    run.report.sink.add(std::move(diagnostic));
}

void read_git(Run& run) {
    PhaseTimer timer(run.report.phases);
    const History history = read_history(run.options.root, run.options.now.local_date());
    run.shown.context.history =
        authorship_of(history, run.shown.institute, run.content.verdicts.judged.chain.roster, run.options.audience);
    report_cut_history(run);
    timer.done("history");
}

// Stage 6: the pages.
void list_pages(Run& run) {
    if (run.options.git == GitFacts::read) read_git(run);
    PhaseTimer timer(run.report.phases);
    const Institute& institute = run.shown.institute;
    if (institute.trust.present && sees_all_decisions(run.options.audience, institute.configuration.decisions))
        run.shown.context.signed_files = SignedFilesAt::group;
    list_pages(run.look, run.shown);
    if (!run.options.gfps.empty()) // the institute's pages speak of all groups
        std::erase_if(run.shown.pages, [](const Page& page) { return page.path.value.find('/') == std::string::npos; });
    run.report.pages = run.shown.pages.size();
    timer.done("pages");
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

std::vector<const Trainee*> owners_of_dossiers(const Run& run) {
    std::vector<const Trainee*> out;
    if (!run.options.dossiers) return out;
    for (const Group& group : run.shown.portfolio.groups)
        for (const Booklet& booklet : group.booklets) out.push_back(booklet.trainee);
    return out;
}

SitePath place_of_dossier(const Run& run, const TraineeKey& trainee) {
    return run.shown.map->dossiers(trainee.gfp) / (dossier_name(trainee, DossierFor::jury) + ".zip");
}

void report_no_dossier(Run& run, const Trainee& trainee, NoDossier reason) {
    Diagnostic diagnostic;
    diagnostic.code = Code::no_dossier;
    diagnostic.path = trainee.path;
    diagnostic.arguments = {std::move(reason.fr), std::move(reason.en)};
    run.report.sink.add(std::move(diagnostic));
}

// The dossiers that the site offers, before its pages, which say where they lie and how large they are.
void place_dossiers(Run& run, const std::vector<const Trainee*>& owners, Publication& publication) {
    if (owners.empty()) return;
    const PageFonts fonts = page_fonts_of(run.options.share);
    std::mutex mutex;
    parallel_for(owners.size(), run.options.jobs, [&](std::size_t i) {
        const Trainee& trainee = *owners[i];
        const SitePath path = place_of_dossier(run, trainee.key);
        const std::optional<Taken> taken = publication.may_place(path);
        if (!taken) return;
        const std::string folder = run.options.output + "/" + path.parent().value;
        make_folders(folder);
        auto made = write_dossier(run.content, run.look, fonts, trainee.key, DossierFor::jury, folder, *taken);
        const std::lock_guard lock(mutex);
        if (auto* none = std::get_if<NoDossier>(&made)) return report_no_dossier(run, trainee, std::move(*none));
        const auto& written = std::get<WrittenDossier>(made);
        publication.note_placed(path, written.placed);
        if (written.placed != Placed::kept) run.shown.context.dossiers[trainee.key] = {path, OpenFile(written.path).size()};
    });
}

// Stages 7 and 8: bytes, and the way to the disk.
void publish(Run& run) {
    PhaseTimer timer(run.report.phases);
    std::vector<SiteFile> files = list_files(run.content, run.look, run.shown);
    if (!run.options.gfps.empty()) // what lies above the groups is not ours; no group is called assets
        std::erase_if(files, [](const SiteFile& file) {
            return file.path.value.find('/') == std::string::npos || file.path.value.starts_with("assets/");
        });
    refuse_same_paths(files, run.report.sink);
    const auto mine = [&](const SitePath& path) {
        if (run.options.gfps.empty()) return true;
        return std::any_of(run.options.gfps.begin(), run.options.gfps.end(),
                           [&](const GfpId& gfp) { return path.value.starts_with(gfp.value + "/"); });
    };
    if (run.options.output_in_root) refuse_links_to(run.options.root, *run.content.repository, *run.options.output_in_root);
    make_folders(run.options.output);
    const std::unique_ptr<Disk> site = open_real_disk(run.options.output);
    const std::unique_ptr<Disk> manifests = open_manifest_disk(run.options.root, run.options.output_in_root.has_value());
    Publication publication(*site, *manifests,
                            run.options.output_in_root ? run.options.output_in_root->value : run.options.output, mine);
    std::vector<SitePath> planned;
    for (const SiteFile& file : files) planned.push_back(file.path);
    const std::vector<const Trainee*> owners = owners_of_dossiers(run);
    for (const Trainee* one : owners) planned.push_back(place_of_dossier(run, one->key));
    publication.begin(planned);
    place_dossiers(run, owners, publication);
    timer.done("dossiers");
    // A renderer belongs to one thread; each takes every n-th file.
    const std::size_t workers = std::max<std::size_t>(1, std::min<std::size_t>(run.options.jobs, files.size()));
    std::atomic<std::size_t> done = 0;
    parallel_for(workers, run.options.jobs, [&](std::size_t worker) {
        Renderer renderer(run.look.programs);
        for (std::size_t i = worker; i < files.size(); i += workers) {
            publication.put(files[i].path, files[i].bytes(renderer));
            if (run.options.progress) run.options.progress(++done, files.size());
        }
    });
    run.report.files = publication.finish(run.report.sink);
    timer.done("publish");
}

void report_missing_texts(Run& run) {
    for (const std::string& key : run.look.texts->missing()) {
        Diagnostic diagnostic;
        diagnostic.code = Code::missing_text;
        diagnostic.path = SourcePath{run.look.theme.place};
        diagnostic.arguments = {key, run.look.texts->language() == Language::fr ? "fr" : "en"};
        run.report.sink.add(std::move(diagnostic));
    }
}

// Of what `check` alone says: a site is built from what is there.
enum class Remind { no, yes };

// Stages 1 to 4.
bool read(Run& run) {
    if (run.options.session.empty()) {
        run.content = read_content(run.options, run.report.sink, run.report.phases);
        return true;
    }
    auto session = read_session(run.options, run.report.sink, run.report.phases);
    if (auto* obstacles = std::get_if<std::vector<SessionObstacle>>(&session)) {
        for (SessionObstacle& one : *obstacles) run.report.refusals.push_back({one.path, std::move(one.fr), std::move(one.en)});
        return false;
    }
    auto& it = std::get<SessionContent>(session);
    run.content = std::move(it.content);
    run.shown.session = std::move(it.shown);
    run.groups = std::move(it.groups);
    return true;
}

bool reached_pages(Run& run, Remind remind) {
    if (!read(run)) return false;
    if (remind == Remind::yes) {
        remind_of_retention(run.content.institute, run.options.now.local_date(), run.report.sink);
        remind_of_sessions(run.content.institute, run.options.now.local_date(), run.report.sink);
    }
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
    // Until the readers are chosen, the settings are the content's.
    run.report.language =
        run.shown.map ? run.shown.institute.configuration.language : run.content.institute.configuration.language;
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
                        std::make_error_code(kind == EntryKind::link ? std::errc::too_many_symbolic_link_levels
                                                                     : std::errc::not_a_directory));
    }
}

WholeRepository read_whole(const BuildOptions& options) {
    Run run(options);
    Holdings content = read_content(options, run.report.sink, run.report.phases);
    return {std::move(content.institute), std::move(content.verdicts), std::move(run.report.sink)};
}

BuildReport check(const BuildOptions& options) {
    Run run(options);
    if (reached_pages(run, Remind::yes)) {
        PhaseTimer timer(run.report.phases);
        parallel_for(run.shown.pages.size(), options.jobs, [&](std::size_t i) { run.shown.pages[i].value(); });
        timer.done("views");
        report_missing_texts(run);
    }
    return finished(run, false);
}

BuildReport build(const BuildOptions& options) {
    Run run(options);
    if (!reached_pages(run, Remind::no)) return finished(run, false);
    // Everything hangs on livret.yaml: with half of it, a build would take good pages away.
    if (run.report.sink.has_errors_in(SourcePath{"livret.yaml"}) || run.not_publishable) return finished(run, false);
    publish(run);
    report_missing_texts(run);
    return finished(run, true);
}

struct LiveSite::Inside {
    BuildOptions options;
    Run run;
    std::vector<SiteFile> files; // sorted by path
    std::optional<Renderer> renderer;
    BuildReport report;
    std::mutex mutex;

    explicit Inside(const BuildOptions& given) : options(given), run(options) {}
};

LiveSite::LiveSite(const BuildOptions& options, const std::optional<TraineeKey>& seen_by)
    : inside_(std::make_unique<Inside>(options)) {
    Run& run = inside_->run;
    run.seen_by = seen_by;
    const bool good =
        reached_pages(run, Remind::no) && !run.report.sink.has_errors_in(SourcePath{"livret.yaml"}) && !run.not_publishable;
    if (good) {
        inside_->files = list_files(run.content, run.look, run.shown);
        refuse_same_paths(inside_->files, run.report.sink);
        inside_->renderer.emplace(run.look.programs);
    }
    inside_->report = finished(run, good);
}

LiveSite::~LiveSite() = default;

const BuildReport& LiveSite::report() const {
    return inside_->report;
}

std::optional<std::string> LiveSite::bytes(const SitePath& path) {
    const auto found = std::lower_bound(inside_->files.begin(), inside_->files.end(), path,
                                        [](const SiteFile& file, const SitePath& wanted) { return file.path < wanted; });
    if (found == inside_->files.end() || found->path != path) return std::nullopt;
    const std::lock_guard lock(inside_->mutex);
    return found->bytes(*inside_->renderer);
}

} // namespace livret
