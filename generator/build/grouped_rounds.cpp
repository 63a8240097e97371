#include "build/grouped_flow.hpp"

#include "base/archive.hpp"
#include "base/sha256_stream.hpp"
#include "base/threads.hpp"
#include "build/archive_members.hpp"
#include "build/retention.hpp"
#include "disk/keeping_disk.hpp"
#include "load/places.hpp"
#include "load/readers.hpp"

#include <algorithm>
#include <atomic>
#include <string_view>
#include <unordered_map>
namespace livret {

namespace {

// Of all groups, in thousandths of a group.
class Progress {
  public:
    Progress(const BuildOptions& options, std::size_t groups) : options_(options), total_(1000 * groups), parts_(groups) {}
    void at(std::size_t group, std::size_t done, std::size_t total) {
        if (!options_.progress) return;
        const std::size_t now = 1000 * done / std::max<std::size_t>(1, total);
        const std::lock_guard lock(mutex_);
        if (now <= parts_[group]) return;
        sum_ += now - parts_[group];
        parts_[group] = now;
        options_.progress(sum_, total_);
    }

  private:
    const BuildOptions& options_;
    std::size_t total_, sum_ = 0;
    std::vector<std::size_t> parts_;
    std::mutex mutex_;
};

} // namespace

void GroupedRun::run_groups(const Destination* to) {
    rests_.clear();
    rests_.resize(wanted_.size());
    std::vector<std::size_t> all(wanted_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    known_.assign(wanted_.size(), {});
    for (const std::size_t i : groups_with_same_names()) known_[i].must_know_first = true;
    run_some(all, to);
    // Until nobody has to be made again: what is wrong in one group can take something away that another one named.
    std::set<std::size_t> again = look_again();
    for (int round = 0; !again.empty() && round < 3; ++round) {
        run_some({again.begin(), again.end()}, to);
        again = look_again();
    }
    for (GroupRest& one : rests_) {
        report_.kept += one.is_kept ? 1 : 0;
        report_.sink.append(one.sink);
        report_.pages += one.pages;
        report_.files.written += one.files.written;
        report_.files.unchanged += one.files.unchanged;
        report_.files.removed += one.files.removed;
    }
}

// Those that have a reference or an identifier in common, as a quick look tells: what is wrong with it takes something from
// one of them, which would be published first and taken away later.
std::set<std::size_t> GroupedRun::groups_with_same_names() {
    std::vector<GfpId> all = wanted_; // those that are built come first
    all.insert(all.end(), elsewhere_.begin(), elsewhere_.end());
    if (all.size() < 2) return {};
    static const std::string all_different = "quick names that are all different";
    const bool stays = memo_ != nullptr && memo_->knows_each_file(); // in memory: the next reading takes them over
    std::vector<QuickNames> names(all.size());
    const std::string sources = stays ? std::string() : all_sources(all, names);
    if (memo_ != nullptr && !stays && memo_->bytes(all_different) == sources) return {};
    parallel_for(all.size(), options_.jobs, [&](std::size_t i) {
        if (names[i]) return;
        const bool is_known = touched_ && !touched_->contains(all[i]) && i < before_->quick_names_.size();
        names[i] = is_known ? before_->quick_names_[i] : std::make_shared<const std::vector<std::string>>(quick_names(all[i]));
    });
    if (stays) quick_names_ = names;
    std::size_t count = 0;
    for (const QuickNames& some : names) count += some->size();
    std::unordered_map<std::string_view, std::size_t> first;
    first.reserve(count);
    std::set<std::size_t> out;
    for (std::size_t i = 0; i < names.size(); ++i)
        for (const std::string& name : *names[i])
            if (const auto [known, fresh] = first.try_emplace(name, i); known->second != i) out.insert({i, known->second});
    if (memo_ != nullptr && !stays && out.empty()) memo_->keep_bytes(all_different, sources);
    std::erase_if(out, [&](std::size_t i) { return i >= wanted_.size(); });
    return out;
}

// The digest of what all these groups' names follow from; and the names, where that had to be read.
std::string GroupedRun::all_sources(const std::vector<GfpId>& groups, std::vector<QuickNames>& names) {
    if (memo_ == nullptr) return {};
    std::vector<std::string> sources(groups.size());
    parallel_for(groups.size(), options_.jobs, [&](std::size_t i) {
        KeepingDisk texts(*common_.repository);
        sources[i] = ingredients_->sources_of(groups[i], texts);
        if (texts.is_empty()) return;
        texts.hand_out();
        names[i] = std::make_shared<const std::vector<std::string>>(read_quick_names(groups[i], sources[i], texts));
    });
    Sha256Stream out;
    for (std::size_t i = 0; i < groups.size(); ++i) out.update(groups[i].value + " " + sources[i] + "\n");
    return out.hex();
}

std::vector<std::string> GroupedRun::quick_names(const GfpId& gfp) {
    using Names = std::vector<std::string>; // the digest of the sources first
    const std::string key = "quick names " + gfp.value;
    KeepingDisk texts(*common_.repository);
    std::string sources;
    if (memo_ != nullptr) {
        sources = ingredients_->sources_of(gfp, texts);
        if (const auto kept = memo_->bytes(key))
            if (auto known = from_archive<Names>(*kept); known && !known->empty() && known->front() == sources) {
                known->erase(known->begin());
                return std::move(*known);
            }
    }
    texts.hand_out();
    return read_quick_names(gfp, sources, texts);
}

std::vector<std::string> GroupedRun::read_quick_names(const GfpId& gfp, const std::string& sources, const Disk& from) {
    std::vector<std::string> out{sources};
    for (const SourceFile* file : common_.frame.groups.at(gfp)) {
        const PlaceKind kind = place_of(file->path).kind;
        if ((kind != PlaceKind::activity && kind != PlaceKind::profile) || file->size > max_source_bytes) continue;
        for (std::string& one : quick_names(*file, kind, from))
            if (!one.empty()) out.push_back(std::move(one));
    }
    if (memo_ != nullptr) memo_->keep_bytes("quick names " + gfp.value, to_archive(out));
    out.erase(out.begin());
    return out;
}

std::vector<std::string> GroupedRun::quick_names(const SourceFile& file, PlaceKind kind, const Disk& from) {
    using Names = std::vector<std::string>; // the digest of the file first
    const std::string key = "quick names " + file.path.value;
    const bool remembers = memo_ != nullptr && memo_->knows_each_file();
    Names known(1);
    if (remembers) {
        known[0] = memo_->content_of({file.path.value, file.stamp});
        if (const auto kept = memo_->bytes(key))
            if (auto then = from_archive<Names>(*kept); then && !then->empty() && then->front() == known[0]) {
                then->erase(then->begin());
                return std::move(*then);
            }
    }
    const std::string text = from.try_read(file.path.value).value_or("");
    auto out = kind == PlaceKind::profile ? values_of_lines(text, {"id:"}) : values_of_lines(text, {"reference:", "référence:"});
    if (remembers) {
        known.insert(known.end(), out.begin(), out.end());
        memo_->keep_bytes(key, to_archive(known));
    }
    return out;
}

// Those to be made: each on its own thread, or, where they are few, one after the other on all threads.
void GroupedRun::run_some(const std::vector<std::size_t>& which, const Destination* to) {
    std::vector<Found> found(which.size());
    PhaseTimer timer(report_.phases);
    parallel_for(which.size(), options_.jobs, [&](std::size_t i) { found[i] = find(which[i], to); });
    if (memo_) timer.done("memo");
    std::vector<GroupRest> made(which.size());
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < which.size(); ++i)
        if (found[i].rest)
            made[i] = std::move(*found[i].rest);
        else
            wanted.push_back(i);
    const bool side_by_side = wanted.size() >= 2 * std::size_t{options_.jobs};
    const unsigned outer = side_by_side ? options_.jobs : 1, inner = side_by_side ? 1 : options_.jobs;
    std::vector<std::vector<Renderer>> renderers(outer);
    for (auto& some : renderers)
        for (unsigned i = 0; i < inner; ++i) some.emplace_back(common_.look->programs);
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Progress progress(options_, wanted.size());
    parallel_for(outer, outer, [&](std::size_t worker) {
        for (std::size_t n; (n = next.fetch_add(1)) < wanted.size();) {
            const std::size_t i = wanted[n];
            Destination own;
            if (to != nullptr) {
                own = *to;
                own.progress = [&, n](std::size_t done, std::size_t total) { progress.at(n, done, total); };
            }
            GroupRest rest = make(which[i], std::move(found[i]), renderers[worker], to == nullptr ? nullptr : &own);
            const std::lock_guard lock(mutex);
            add_phases(rest.phases);
            made[i] = std::move(rest);
        }
    });
    // Only now: those that had to know others looked into what had remained of these before.
    for (std::size_t i = 0; i < which.size(); ++i) put(rests_[which[i]], std::move(made[i]));
}

// A group that is kept in a later round has been read in an earlier one: what remained of it then is still good.
void GroupedRun::put(GroupRest& old, GroupRest made) {
    if (made.is_kept && !made.is_fetched && (!old.is_kept || old.is_fetched)) {
        made.remains = std::move(old.remains);
        made.is_fetched = !old.digest.empty();
    }
    old = std::move(made);
}

void GroupedRun::add_phases(const std::vector<BuildReport::Phase>& phases) {
    for (const auto& one : phases) {
        const auto known =
            std::find_if(report_.phases.begin(), report_.phases.end(), [&](const auto& other) { return other.name == one.name; });
        if (known == report_.phases.end())
            report_.phases.push_back(one);
        else
            known->milliseconds += one.milliseconds;
    }
}

// The groups that were made without knowing what they have to know, and what that is.
std::set<std::size_t> GroupedRun::look_again() {
    std::set<std::size_t> out;
    static const std::string all_different = "names that are all different";
    const std::string names = all_names();
    if (memo_ != nullptr && std::all_of(rests_.begin(), rests_.end(), [](const GroupRest& one) { return one.complete; }) &&
        memo_->bytes(all_different) == names)
        return out;
    fetch_remains();
    std::map<std::string_view, std::vector<std::size_t>> references, identifiers;
    for (std::size_t i = 0; i < rests_.size(); ++i) {
        if (!rests_[i].complete) out.insert(i);
        for (const std::string& name : rests_[i].remains->references) references[name].push_back(i);
        for (const std::string& name : rests_[i].remains->identifiers) identifiers[name].push_back(i);
    }
    for (const auto* those : {&references, &identifiers})
        for (const auto& [name, groups] : *those)
            if (groups.size() > 1) out.insert(groups.begin(), groups.end());
    std::erase_if(out, [&](std::size_t i) { return known_[i].all; });
    if (!out.empty()) read_elsewhere();
    for (const std::size_t i : out) {
        known_[i].all = true;
        known_[i].must_know_first = false;
    }
    look_for_claims(out);
    if (std::any_of(out.begin(), out.end(), [&](std::size_t i) { return known_[i].all; })) fetch_surfaces();
    if (memo_ != nullptr && out.empty() &&
        std::none_of(known_.begin(), known_.end(), [](const OfOthers& one) { return one.all || !one.claimed.empty(); }))
        memo_->keep_bytes(all_different, names);
    return out;
}

// With the surfaces of all others, as they are now, for one that has to know them.
OfOthers GroupedRun::known_to(std::size_t i) const {
    OfOthers out = known_[i];
    if (!out.all) return out;
    for (const auto& [gfp, remains] : read_elsewhere_) out.known.push_back(&*remains.surface);
    for (std::size_t other = 0; other < rests_.size(); ++other)
        if (other != i) out.known.push_back(&*rests_[other].remains->surface);
    return out;
}

// Groups that are not built, as far as others have to know them.
void GroupedRun::read_elsewhere() {
    for (const GfpId& gfp : elsewhere_) {
        const auto [at, fresh] = read_elsewhere_.try_emplace(gfp);
        if (!fresh) continue;
        Part part = load_part(*common_.repository, common_.frame.groups.at(gfp), common_.frame.scope, {{}, false}, options_.jobs);
        at->second.surface = std::move(part.surface);
        for (const auto& one : people_of(part.institute)) at->second.people.push_back(one);
    }
}

// Of every name that is to be the only one of its kind, and of who is registered where.
std::string GroupedRun::all_names() const {
    if (memo_ == nullptr) return {};
    Sha256Stream out;
    for (const GroupRest& one : rests_) out.update(one.names + "\n");
    out.update(ingredients_->common().at("trust"));
    return out.hex();
}

// Somebody who says to be another group's trainee casts doubt on what was signed about her.
void GroupedRun::look_for_claims(std::set<std::size_t>& again) {
    std::vector<People> claimed(rests_.size());
    const auto look = [&](const GfpId& own, const Remains& remains) {
        for (const auto& [id, person] : remains.people) {
            const RosterLine* line = common_.trust->verdicts.judged.chain->roster.line(id);
            if (line == nullptr) continue;
            const GfpId home{line->folder.substr(0, line->folder.find('/'))};
            const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), home);
            if (home != own && at != wanted_.end() && *at == home)
                claimed[static_cast<std::size_t>(at - wanted_.begin())].emplace(id, person);
        }
    };
    for (std::size_t i = 0; i < rests_.size(); ++i) look(wanted_[i], *rests_[i].remains);
    for (const auto& [gfp, remains] : read_elsewhere_) look(gfp, remains);
    for (std::size_t i = 0; i < rests_.size(); ++i) {
        if (claimed[i] == known_[i].claimed) continue;
        known_[i].claimed = std::move(claimed[i]);
        again.insert(i);
    }
}

} // namespace livret
