#include "build/grouped_flow.hpp"

#include "load/places.hpp"

#include <algorithm>

namespace livret {

BuildReport GroupedRun::read(const GroupedRun* before, const std::optional<std::vector<SourcePath>>& told) {
    before_ = before;
    told_ = told;
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
    before_ = nullptr;
    return finish(true);
}

const GroupRest* GroupedRun::rest_of(const GfpId& group) const {
    const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), group);
    const auto place = static_cast<std::size_t>(at - wanted_.begin());
    return place < rests_.size() && *at == group ? &rests_[place] : nullptr;
}

namespace {

// As it lies there now, if it is a file.
std::optional<SourceFile> file_now(const Disk& disk, const SourcePath& path) {
    const std::string folder = path.parent().value;
    if (!disk.exists(folder) || disk.kind(folder) != EntryKind::folder) return std::nullopt;
    for (const DiskEntry& one : disk.list(folder))
        if (one.name == path.name() && one.kind == EntryKind::file) return SourceFile{path, one.size, one.stamp};
    return std::nullopt;
}

bool are_same_but_for_the_moment(const BuildOptions& a, const BuildOptions& b) {
    return a.audience == b.audience && a.seen_by == b.seen_by && a.drafts == b.drafts && a.gfps == b.gfps &&
           a.output_in_root == b.output_in_root && a.overlay == b.overlay && a.git == b.git && a.strictness == b.strictness;
}

} // namespace

// What is of all groups as it was read before, if all that changed are texts of groups, in files that were there before: then
// a country's files need not be looked at again. False: they must be.
bool GroupedRun::take_common(const GroupedRun& before, Sink& of_theme) {
    if (!told_ || !before.common_is_settled_ || !before.shared_stands_alone_ ||
        !are_same_but_for_the_moment(options_, before.options_))
        return false;
    const Common& then = before.common_;
    if (!believes_the_same(*then.trust, then.frame.scope.configuration, options_.believe) || !take_changes(before)) return false;
    PhaseTimer timer(report_.phases);
    common_.frame = then.frame;
    common_.frame.scope.snapshot = &common_.snapshot;
    const auto move_over = [&](SourceFiles& files) {
        for (const SourceFile*& one : files)
            one = &common_.snapshot.files[static_cast<std::size_t>(one - then.snapshot.files.data())];
    };
    move_over(common_.frame.shared);
    for (auto& [gfp, files] : common_.frame.groups) move_over(files);
    choose_groups();
    common_.shared = then.shared;
    shared_stands_alone_ = before.shared_stands_alone_;
    common_.groups = then.groups;
    common_.speakers = then.speakers;
    common_.trust = then.trust;
    report_.sink.append(said_ = before.said_);
    timer.done("load");
    read_theme(common_.frame.scope.configuration, common_.trust->state, &before, of_theme);
    timer.done("theme");
    read_git(timer);
    return true;
}

bool GroupedRun::take_changes(const GroupedRun& before) {
    Snapshot now = before.common_.snapshot;
    std::set<GfpId> groups;
    // What an editor writes beside a file while it saves it; nor was it a folder that held files.
    const auto came_and_went = [&](const SourcePath& path) {
        return path.value.starts_with("gfp/") && !common_.repository->exists(path.value) && now.below(path).empty();
    };
    for (const SourcePath& path : *told_) {
        const auto at = std::lower_bound(now.files.begin(), now.files.end(), path,
                                         [](const SourceFile& file, const SourcePath& wanted) { return file.path < wanted; });
        const bool was_there = at != now.files.end() && at->path == path;
        const Place place = place_of(path);
        if (!was_there && came_and_went(path)) continue;
        if (!was_there || !is_text_of_a_group(place.kind) || place.gfp.empty()) return false;
        auto file = file_now(*common_.repository, path);
        if (!file) return false;
        *at = std::move(*file);
        groups.insert(place.gfp);
    }
    common_.snapshot = std::move(now);
    touched_ = std::move(groups);
    return true;
}

// One in which nothing changed, as was told, and nothing that is of all groups.
std::optional<GroupRest> GroupedRun::untouched(std::size_t i) const {
    if (!touched_ || touched_->contains(wanted_[i]) || known_[i].all || known_[i].must_know_first || !known_[i].claimed.empty())
        return std::nullopt;
    const GroupRest* old = before_->rest_of(wanted_[i]);
    if (old == nullptr || !old->live) return std::nullopt;
    Ingredients now = old->live->ingredients;
    if (now.contains("others") || now.contains("claims")) return std::nullopt;
    for (const auto& [name, digest] : ingredients_->common()) now[name] = digest;
    if (common_.history) now["history"] = common_.history->digest(wanted_[i]);
    return taken_over(i, now);
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
    common_is_settled_ = memo_->is_settled_for_all();
    if (common_.documents && !common_is_settled_) common_.documents->forget_all();
    for (std::size_t i = 0; i < rests_.size(); ++i) {
        GroupRest& one = rests_[i];
        if (!one.live || one.is_kept) continue;
        const bool is_signed = common_is_settled_ && memo_->is_settled(IngredientList::signed_contents_of(wanted_[i]));
        if (!is_signed) one.live->judged.reset();
        one.live->is_settled = one.live->may_stay && is_signed && memo_->is_settled({IngredientList::sources_name(wanted_[i])});
    }
}

const std::vector<SiteFile>& GroupedRun::files_above() {
    if (!above_) {
        above_ = std::make_unique<LiveAbove>();
        above_->content.verdicts.files = common_.trust->verdicts.files;
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
