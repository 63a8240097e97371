#include "build/whole_run.hpp"

#include "base/threads.hpp"
#include "build/authorship.hpp"
#include "build/session_site.hpp"
#include "publish/manifest_disk.hpp"

#include <algorithm>
#include <atomic>

namespace livret {

std::size_t WholeRun::count_errors() const {
    return report.sink.errors() + (options.strictness == Strictness::strict ? report.sink.warnings() : 0);
}

bool WholeRun::stop_here() const {
    return options.strictness == Strictness::strict && count_errors() > 0;
}

// Stages 1 to 4.
bool WholeRun::read() {
    if (options.session.empty()) {
        content = read_content(options, report.sink, report.phases);
        return true;
    }
    auto session = read_session(options, report.sink, report.phases);
    if (auto* obstacles = std::get_if<std::vector<SessionObstacle>>(&session)) {
        for (SessionObstacle& one : *obstacles) report.refusals.push_back({one.path, std::move(one.fr), std::move(one.en)});
        return false;
    }
    auto& it = std::get<SessionContent>(session);
    content = std::move(it.content);
    shown.session = std::move(it.shown);
    groups = std::move(it.groups);
    return true;
}

// Stage 5: what is left for these readers, and what it amounts to.
void WholeRun::resolve() {
    PhaseTimer timer(report.phases);
    Institute institute = std::move(content.institute);
    if (options.dossiers) content.institute = institute; // they begin with everything: see write_dossier
    if (options.audience == Audience::trainers)
        shown.desks = signing_desks(institute, content.verdicts.judged, *content.repository, report.sink, options.now);
    if (options.base_url) institute.configuration.base_url = *options.base_url;
    institute = for_readers(std::move(institute), options);
    keep_groups(institute, groups);
    livret::resolve(std::move(institute), options.audience, options.now, shown, options.gfps);
    if (!options.gfps.empty()) shown.portfolio.groups_in_site = options.gfps.size();
    timer.done("resolve");
}

void WholeRun::read_theme() {
    PhaseTimer timer(report.phases);
    const Institute& institute = shown.institute;
    read_look(options, *content.repository, institute.configuration, institute.trust, look, report.sink);
    timer.done("theme");
}

void WholeRun::read_git() {
    PhaseTimer timer(report.phases);
    const Date today = options.now.local_date();
    const HistoryState state = history_state(options.root);
    const GroupedHistory history(read_history(options.root, state, today), state, today);
    std::vector<GfpId> all;
    for (const Group& group : shown.portfolio.groups) all.push_back(group.gfp->id);
    shown.context.history = authorship_of(history, all, shown.institute, content.verdicts.judged.chain->roster, options.audience);
    report_cut_history(shown.context.history, today, report.sink);
    timer.done("history");
}

// Stage 6: the pages.
void WholeRun::list_pages() {
    if (options.git == GitFacts::read) read_git();
    PhaseTimer timer(report.phases);
    choose_signed_files(options.audience, shown);
    if (!options.gfps.empty()) shown.context.part = SitePart::groups; // the institute's pages speak of all groups
    livret::list_pages(look, shown);
    report.pages = shown.pages.size();
    timer.done("pages");
}

bool WholeRun::reach_pages() {
    if (!read()) return false;
    not_publishable = !is_good_for_readers(options.audience, content.institute.trust, report.sink);
    if (stop_here()) return false;
    resolve();
    const std::size_t before = report.sink.errors();
    read_theme();
    if (report.sink.errors() > before || stop_here()) return false; // a broken theme breaks every page
    list_pages();
    return true;
}

bool WholeRun::is_publishable() const {
    return !report.sink.has_errors_in(SourcePath{"livret.yaml"}) && !not_publishable;
}

BuildReport WholeRun::finish(bool published) {
    report.stopped = !published;
    report.errors = count_errors();
    // Until the readers are chosen, the settings are the content's.
    report.language = shown.map ? shown.institute.configuration.language : content.institute.configuration.language;
    return std::move(report);
}

namespace {

// Stages 7 and 8: bytes, and the way to the disk.
void publish(WholeRun& run) {
    PhaseTimer timer(run.report.phases);
    const BuildOptions& options = run.options;
    std::vector<SiteFile> files = list_files(run.content, run.look, run.shown);
    refuse_same_paths(files, run.report.sink);
    const auto mine = [&](const SitePath& path) {
        if (options.gfps.empty()) return true;
        return std::any_of(options.gfps.begin(), options.gfps.end(),
                           [&](const GfpId& gfp) { return path.value.starts_with(gfp.value + "/"); });
    };
    if (options.output_in_root) refuse_links_to(options.root, *run.content.repository, *options.output_in_root);
    make_folders(options.output);
    const std::unique_ptr<Disk> site = open_real_disk(options.output);
    const std::unique_ptr<Disk> manifests = open_manifest_disk(options.root, options.output_in_root.has_value());
    Publication publication(*site, *manifests, output_name(options), mine);
    std::vector<SitePath> planned;
    for (const SiteFile& file : files) planned.push_back(file.path);
    if (options.dossiers)
        for (SitePath& path : places_of_dossiers(run.shown)) planned.push_back(std::move(path));
    publication.begin(planned);
    if (options.dossiers) place_dossiers(options, run.content, run.look, run.shown, publication, options.jobs, run.report.sink);
    timer.done("dossiers");
    std::vector<Renderer> renderers;
    for (std::size_t i = 0; i < std::max<std::size_t>(1, std::min<std::size_t>(options.jobs, files.size())); ++i)
        renderers.emplace_back(run.look.programs);
    std::atomic<std::size_t> done = 0;
    publish_files(files, renderers, publication, [&] {
        if (options.progress) options.progress(++done, files.size());
    });
    run.report.files = publication.finish(run.report.sink);
    timer.done("publish");
}

} // namespace

BuildReport build_whole(const BuildOptions& options) {
    WholeRun run(options);
    if (!run.reach_pages() || !run.is_publishable()) return run.finish(false);
    publish(run);
    report_missing_texts(run.look, run.report.sink);
    return run.finish(true);
}

} // namespace livret
