#include "build/live_site.hpp"

#include "build/whole_run.hpp"
#include "load/places.hpp"

#include <algorithm>
#include <mutex>

namespace livret {

struct LiveSite::Inside {
    BuildOptions options;
    WholeRun run;
    std::vector<SiteFile> files; // sorted by path
    std::optional<Renderer> renderer;
    BuildReport report;
    std::mutex mutex;

    explicit Inside(const BuildOptions& given) : options(given), run(options) {}
};

LiveSite::LiveSite(const BuildOptions& options, const std::optional<TraineeKey>& seen_by)
    : inside_(std::make_unique<Inside>(options)) {
    WholeRun& run = inside_->run;
    run.seen_by = seen_by;
    const bool good = run.reach_pages() && run.is_publishable();
    if (good) {
        inside_->files = list_files(run.content, run.look, run.shown);
        refuse_same_paths(inside_->files, run.report.sink);
        inside_->renderer.emplace(run.look.programs);
    }
    inside_->report = run.finish(good);
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

std::optional<SitePath> LiveSite::page_of(const GfpId& group, const SourcePath& source) const {
    if (!inside_->run.shown.map) return std::nullopt;
    const Place place = place_of(source);
    return inside_->run.shown.map->find(group, place.kind == PlaceKind::attachment ? place.owner : source);
}

} // namespace livret
