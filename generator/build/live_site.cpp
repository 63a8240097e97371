#include "build/live_site.hpp"

#include "build/grouped_flow.hpp"
#include "build/grouped_run.hpp"
#include "build/whole_run.hpp"

#include <mutex>

namespace livret {

// A site group by group; or, of a session, everything at once.
struct LiveSite::Inside {
    BuildOptions options;
    std::unique_ptr<GroupedRun> grouped;
    WholeRun run;
    std::vector<SiteFile> files; // sorted by path
    std::optional<Renderer> renderer;
    BuildReport report;
    std::mutex mutex;

    explicit Inside(const BuildOptions& given) : options(given), run(options) {}

    void read_whole() {
        const bool good = run.reach_pages() && run.is_publishable();
        if (good) {
            files = list_files(run.content, run.look, run.shown);
            refuse_same_paths(files, run.report.sink);
            renderer.emplace(run.look.programs);
        }
        report = run.finish(good);
    }
};

LiveSite::LiveSite(const BuildOptions& options, const LiveSite* before, const Told& told)
    : inside_(std::make_unique<Inside>(options)) {
    if (!goes_by_groups(options)) {
        inside_->read_whole();
        return;
    }
    inside_->grouped = std::make_unique<GroupedRun>(options);
    inside_->report = inside_->grouped->read(before != nullptr ? before->inside_->grouped.get() : nullptr, told);
}

LiveSite::~LiveSite() = default;

void LiveSite::settle() {
    if (inside_->grouped && !inside_->report.stopped) inside_->grouped->settle();
}

const BuildReport& LiveSite::report() const {
    return inside_->report;
}

std::optional<std::string> LiveSite::bytes(const SitePath& path) {
    if (inside_->grouped) return inside_->report.stopped ? std::nullopt : inside_->grouped->live_bytes(path);
    if (!inside_->renderer) return std::nullopt;
    const std::lock_guard lock(inside_->mutex);
    return bytes_of(inside_->files, path, *inside_->renderer);
}

std::optional<SitePath> LiveSite::page_of(const GfpId& group, const SourcePath& source) const {
    if (inside_->grouped) return inside_->report.stopped ? std::nullopt : inside_->grouped->live_page_of(group, source);
    const auto& map = inside_->run.shown.map;
    return map ? page_of_source(*map, group, source) : std::nullopt;
}

} // namespace livret
