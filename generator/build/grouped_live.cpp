#include "build/grouped_flow.hpp"

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

const GroupRest* GroupedRun::rest_of(const GfpId& group) const {
    const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), group);
    const auto place = static_cast<std::size_t>(at - wanted_.begin());
    return place < rests_.size() && *at == group ? &rests_[place] : nullptr;
}

std::optional<GroupRest> GroupedRun::taken_over(std::size_t i, const Ingredients& ingredients) const {
    const GroupRest* old = before_ != nullptr ? before_->rest_of(wanted_[i]) : nullptr;
    if (old == nullptr || !old->live || !old->live->is_settled || old->live->ingredients != ingredients ||
        !old->live->lasting.holds(options_.now))
        return std::nullopt;
    GroupRest out = *old;
    out.is_kept = out.is_fetched = true;
    out.phases.clear();
    return out;
}

// What was judged about a group, if nothing changed that decides it: an edited text changes no signature.
std::shared_ptr<const GroupJudged> GroupedRun::judged_before(std::size_t i, const Ingredients& ingredients) const {
    const GroupRest* old = before_ != nullptr ? before_->rest_of(wanted_[i]) : nullptr;
    if (old == nullptr || !old->live || !old->live->judged || !old->live->judged->of_its.judged_alone()) return {};
    const Ingredients& before = old->live->ingredients;
    for (const char* one : {"program", "options", "settings", "trust", "signed"}) {
        const auto then = before.find(one), now = ingredients.find(one);
        if (then == before.end() || now == ingredients.end() || then->second != now->second) return {};
    }
    return old->live->judged;
}

// A file that changed while it was read may have been read as it was, or as it is.
void GroupedRun::settle() {
    const bool common = memo_->is_settled_for_all();
    if (common_.documents && !common) common_.documents->forget_all();
    for (std::size_t i = 0; i < rests_.size(); ++i) {
        GroupRest& one = rests_[i];
        if (!one.live || one.is_kept) continue;
        const bool is_signed = common && memo_->is_settled(IngredientList::signed_contents_of(wanted_[i]));
        if (!is_signed) one.live->judged.reset();
        if (one.live->is_settled)
            one.live->is_settled = is_signed && memo_->is_settled({IngredientList::sources_name(wanted_[i])});
    }
}

const std::vector<SiteFile>& GroupedRun::files_above() {
    if (!above_) {
        above_ = std::make_unique<LiveAbove>();
        make_above(all_rests(), above_->content, above_->shown);
        above_->files = list_files(above_->content, *common_.look, above_->shown);
        Sink unheard; // whoever asks for a page has been told of what was read
        refuse_same_paths(above_->files, unheard);
    }
    return above_->files;
}

std::optional<std::string> GroupedRun::live_bytes(const SitePath& path) {
    const std::lock_guard lock(answering_);
    if (!common_.look) return std::nullopt;
    if (!renderer_) renderer_.emplace(common_.look->programs);
    if (const GroupRest* rest = rest_of(GfpId{path.value.substr(0, path.value.find('/'))})) {
        if (!rest->live) return std::nullopt;
        const std::lock_guard own(rest->live->mutex);
        return bytes_of(rest->live->files, path, *renderer_);
    }
    if (!options_.gfps.empty()) return std::nullopt; // what is above speaks of all groups
    return bytes_of(files_above(), path, *renderer_);
}

std::optional<SitePath> GroupedRun::live_page_of(const GfpId& group, const SourcePath& source) const {
    const GroupRest* rest = rest_of(group);
    return rest != nullptr && rest->live ? page_of_source(*rest->live->shown.map, group, source) : std::nullopt;
}

} // namespace livret
