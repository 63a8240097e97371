#include "build/grouped_flow.hpp"
#include "load/places.hpp"

#include <algorithm>

namespace livret {

BuildReport GroupedRun::read(const GroupedRun* before) {
    before_ = before;
    if (!read_common(before) || !is_publishable_ || !is_faultless_if_strict()) return finish(false);
    PhaseTimer timer(report_.phases);
    hints_ = before != nullptr && before->hints_ ? before->hints_ : std::make_shared<BuildMemo::Hints>();
    memo_ = std::make_unique<BuildMemo>(options_, *common_.repository, began_, hints_);
    ingredients_ = std::make_unique<IngredientList>(common_, *memo_);
    if (before != nullptr) { // the first reading reads everything, and a whole country would not fit twice
        common_.documents = before->common_.documents ? before->common_.documents : std::make_shared<DocumentMemo>();
        common_.documents->begin(ingredients_->settings_digest(), began_, common_.snapshot);
    }
    timer.done("memo");
    const Destination memory;
    run_groups(&memory);
    settle();
    before_ = nullptr;
    return finish(true);
}

std::optional<GroupRest> GroupedRun::taken_over(std::size_t i, const Ingredients& ingredients) const {
    if (before_ == nullptr) return std::nullopt;
    const auto at = std::lower_bound(before_->wanted_.begin(), before_->wanted_.end(), wanted_[i]);
    if (at == before_->wanted_.end() || *at != wanted_[i]) return std::nullopt;
    const auto place = static_cast<std::size_t>(at - before_->wanted_.begin());
    if (place >= before_->rests_.size()) return std::nullopt;
    const GroupRest& old = before_->rests_[place];
    const std::int64_t instant = options_.now.utc.time_since_epoch().count();
    if (!old.live || !old.live->is_settled || old.live->ingredients != ingredients || instant < old.live->lasting.from ||
        instant >= old.live->lasting.until)
        return std::nullopt;
    GroupRest out = old;
    out.is_kept = out.is_fetched = true;
    out.phases.clear();
    return out;
}

// A file that changed while it was read may have been read as it was, or as it is.
void GroupedRun::settle() {
    if (common_.documents && !memo_->is_settled({})) common_.documents->forget_all();
    for (std::size_t i = 0; i < rests_.size(); ++i)
        if (GroupRest& one = rests_[i]; one.live && !one.is_kept && one.live->is_settled)
            one.live->is_settled = memo_->is_settled(IngredientList::contents_of(wanted_[i]));
}

const std::vector<SiteFile>& GroupedRun::files_above() {
    if (!above_) {
        above_ = std::make_unique<LiveAbove>();
        make_above(all_rests(), above_->content, above_->shown);
        above_->files = list_files(above_->content, *common_.look, above_->shown);
        refuse_same_paths(above_->files, report_.sink);
    }
    return above_->files;
}

std::optional<std::string> GroupedRun::live_bytes(const SitePath& path) {
    const std::lock_guard lock(answering_);
    if (!common_.look || rests_.size() != wanted_.size()) return std::nullopt;
    if (!renderer_) renderer_.emplace(common_.look->programs);
    const auto find = [&](const std::vector<SiteFile>& files) -> std::optional<std::string> {
        const auto found = std::lower_bound(files.begin(), files.end(), path,
                                            [](const SiteFile& file, const SitePath& wanted) { return file.path < wanted; });
        if (found == files.end() || found->path != path) return std::nullopt;
        return found->bytes(*renderer_);
    };
    const GfpId group{path.value.substr(0, path.value.find('/'))};
    if (const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), group); at != wanted_.end() && *at == group) {
        const auto& live = rests_[static_cast<std::size_t>(at - wanted_.begin())].live;
        if (!live) return std::nullopt;
        const std::lock_guard own(live->mutex);
        return find(live->files);
    }
    if (!options_.gfps.empty()) return std::nullopt; // what is above speaks of all groups
    return find(files_above());
}

std::optional<SitePath> GroupedRun::live_page_of(const GfpId& group, const SourcePath& source) const {
    const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), group);
    if (at == wanted_.end() || *at != group || rests_.size() != wanted_.size()) return std::nullopt;
    const auto& live = rests_[static_cast<std::size_t>(at - wanted_.begin())].live;
    if (!live) return std::nullopt;
    const Place place = place_of(source);
    return live->shown.map->find(group, place.kind == PlaceKind::attachment ? place.owner : source);
}

} // namespace livret
