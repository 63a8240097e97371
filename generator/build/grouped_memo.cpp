#include "build/grouped_flow.hpp"

#include "base/archive.hpp"
#include "base/hash.hpp"
#include "build/archive_members.hpp"
#include "build/remains_archive.hpp"
#include "disk/keeping_disk.hpp"

#include <algorithm>
namespace livret {

// A group as an earlier build left it, or what making it takes.
GroupedRun::Found GroupedRun::find(std::size_t i, const Destination* to) {
    Found out;
    out.others = known_to(i);
    if (to == nullptr || !memo_ || out.others.must_know_first) return out;
    if (to->site == nullptr && (out.rest = untouched(i))) return out;
    if (to->site == nullptr) {
        out.ingredients = ingredients_of(i, out.others, *common_.repository);
        if (!(out.rest = taken_over(i, out.ingredients))) out.judged = judged_before(i, out.ingredients);
    } else if (const auto kept = memo_->kept(wanted_[i].value)) {
        out.ingredients = ingredients_of(i, out.others, *common_.repository);
        out.because = memo_->differences(*kept, out.ingredients, *to->site, *to->manifests, wanted_[i].value);
        if (out.because.empty()) out.rest = as_kept(*kept);
    }
    return out;
}

GroupRest GroupedRun::make(std::size_t i, Found found, std::vector<Renderer>& renderers, const Destination* to) {
    KeepingDisk texts(*common_.repository);
    if (to != nullptr && memo_ && !found.others.must_know_first && found.ingredients.empty())
        found.ingredients = ingredients_of(i, found.others, texts);
    texts.hand_out();
    GroupRest rest = run_group(common_holder_, wanted_[i], found.others, renderers, to, texts, std::move(found.judged));
    if (to == nullptr) return rest;
    if (memo_ && found.others.must_know_first) {
        rest.surface = sha256_hex(to_archive(*rest.remains->surface));
        return rest;
    }
    if (found.because.empty()) found.because.emplace_back("new");
    note_remade(wanted_[i].value, std::move(found.because));
    if (memo_) keep(i, std::move(found.ingredients), rest);
    return rest;
}

Ingredients GroupedRun::ingredients_of(std::size_t i, const OfOthers& others, const Disk& from) const {
    std::string surfaces;
    if (others.all) {
        for (std::size_t other = 0; other < rests_.size(); ++other)
            if (other != i) surfaces += rests_[other].surface;
        for (const auto& [gfp, remains] : read_elsewhere_) surfaces += sha256_hex(to_archive(*remains.surface));
    }
    return ingredients_->of(wanted_[i], others, sha256_hex(surfaces), from);
}

// For the next time, what can be told to be the same then.
void GroupedRun::keep(std::size_t i, Ingredients ingredients, GroupRest& rest) {
    const std::string& part = wanted_[i].value;
    const Surface& surface = *rest.remains->surface;
    rest.names = sha256_hex(to_archive(surface.references) + to_archive(surface.identifiers) + to_archive(rest.remains->people));
    const bool may_stay = rest.complete && rest.stands_alone;
    if (rest.live) {
        rest.live->ingredients = std::move(ingredients);
        rest.live->lasting = lasting_of_group(rest);
        rest.live->may_stay = may_stay;
        return;
    }
    const std::string shown = to_archive(surface);
    rest.surface = sha256_hex(shown);
    if (!may_stay) return memo_->forget(part);
    memo_->keep_bytes("surface " + part, shown);
    rest.remains->surface.reset();
    const std::string remains = to_archive(*rest.remains);
    rest.digest = sha256_hex(remains);
    memo_->keep_bytes("rest " + part, remains);
    Kept kept;
    kept.ingredients = std::move(ingredients);
    kept.lasting = lasting_of_group(rest);
    kept.messages = rest.sink.items();
    kept.pages = rest.pages;
    kept.files = rest.files.written + rest.files.unchanged;
    kept.names = rest.names;
    kept.surface = rest.surface;
    kept.rest = rest.digest;
    memo_->keep(part, std::move(kept), IngredientList::contents_of(wanted_[i]));
}

Lasting GroupedRun::lasting_of_group(const GroupRest& rest) const {
    const auto& questions = rest.live ? rest.live->shown.institute.questions : rest.remains->shown.lists.questions;
    Lasting out = lasting_of(questions, options_.now);
    out.until = std::min(out.until, lasting_of(common_.shared.institute.questions, options_.now).until);
    return out;
}

GroupRest GroupedRun::as_kept(const Kept& kept) {
    GroupRest out;
    out.is_kept = true;
    out.pages = kept.pages;
    out.files.unchanged = kept.files;
    out.names = kept.names;
    out.surface = kept.surface;
    out.digest = kept.rest;
    for (const Diagnostic& one : kept.messages) out.sink.add(one);
    return out;
}

void GroupedRun::note_remade(const std::string& part, std::vector<std::string> because) {
    const std::lock_guard lock(noting_);
    report_.remade.push_back({part, std::move(because)});
}

// The surfaces that the memo has, where a group has to know them.
void GroupedRun::fetch_surfaces() {
    for (std::size_t i = 0; i < rests_.size(); ++i) {
        std::optional<Surface>& surface = rests_[i].remains->surface;
        if (surface && rests_[i].surface.empty()) rests_[i].surface = sha256_hex(to_archive(*surface)); // once, while it stays
        if (surface) continue;
        const auto kept = memo_ ? memo_->bytes("surface " + wanted_[i].value) : std::nullopt;
        if (kept && sha256_hex(*kept) == rests_[i].surface) surface = from_archive<Surface>(*kept);
        if (!surface) {
            const SourceFiles& files = common_.frame.groups.at(wanted_[i]);
            surface = load_part(*common_.repository, files, common_.frame.scope, {{}, false}, options_.jobs).surface;
        }
    }
}

// What remains of groups that were not made again, where it is wanted after all. One of which it is lost is made again.
void GroupedRun::fetch_remains() {
    for (std::size_t i = 0; i < rests_.size(); ++i) {
        GroupRest& one = rests_[i];
        if (!one.is_kept || one.is_fetched) continue;
        one.is_fetched = true;
        const auto kept = memo_->bytes("rest " + wanted_[i].value);
        if (kept && sha256_hex(*kept) == one.digest)
            if (auto remains = from_archive<Remains>(*kept)) {
                one.remains = std::make_shared<Remains>(std::move(*remains));
                continue;
            }
        if (known_[i].all) fetch_surfaces();
        std::vector<Renderer> renderers;
        renderers.emplace_back(common_.look->programs);
        one.remains = run_group(common_holder_, wanted_[i], known_to(i), renderers, nullptr, *common_.repository).remains;
    }
}

} // namespace livret
