#include "incremental/run.hpp"

#include "incremental/disk_changes.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

namespace livret::tests {

namespace fs = std::filesystem;

namespace {

class Timer {
  public:
    explicit Timer(double& sum) : sum_(sum) {}
    ~Timer() { sum_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

  private:
    double& sum_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

bool same_result(const Built& a, const Built& b) {
    return a.messages == b.messages && a.status == b.status && a.pages == b.pages && a.site == b.site;
}

} // namespace

Run::Run(const std::string& base, const std::string& share, Way way)
    : base_(base), way_(way), world_(first_world(share)), in_place_(base + "/in-place", share), clean_(base + "/clean-0", share) {
    ::setenv("XDG_STATE_HOME", (base_ + "/state").c_str(), 1);
    counts_.kinds.resize(all_kinds().size());
    Random random(0);
    compare(random);
}

Run::~Run() {
    if (way_ == Way::keep) return;
    std::error_code ignored;
    fs::remove_all(base_, ignored);
}

std::string Run::output() const {
    return output_folder(in_place_, world_.settings);
}

std::string Run::step(const Edit& edit) {
    const Kind& kind = all_kinds()[edit.kind];
    Random random(edit.seed);
    std::string found;
    const bool builds_first = kind.alone || (kind.wants_site && !is_published_);
    if (builds_first && !pending_.empty()) found = build(random);
    if (!found.empty()) return found;
    if (kind.wants_site && !is_published_) found = build_until_published(random);
    if (!found.empty()) return found;
    if (kind.prepare && random.once_in(2)) found = prepare(kind, random);
    if (!found.empty()) return found;
    if (random.once_in(6)) world_.remember();
    World before = world_;
    if (!kind.apply(world_, random)) {
        world_ = std::move(before); // what cannot be done has not been begun either
    } else {
        const bool done = kind.aside == Aside::nothing || meddle(kind, random);
        if (done) {
            ++counts_.kinds[edit.kind].done;
            pending_.push_back(edit.kind);
        }
    }
    if (pending_.empty() || (!edit.build_after && !kind.alone)) return {};
    return build(random);
}

std::string Run::prepare(const Kind& kind, Random& random) {
    std::string found = pending_.empty() ? std::string() : build(random);
    if (!found.empty()) return found;
    kind.prepare(world_, random);
    return build(random);
}

std::string Run::build_until_published(Random& random) {
    world_.files = world_.first;
    world_.unbroken.clear();
    world_.settings.strict = false;
    return build(random);
}

std::string Run::build(Random& random) {
    std::string found = compare(random);
    pending_.clear();
    return found;
}

Built Run::build_clean(const Settings& settings) {
    const Timer timer(counts_.clean);
    // Under another name each time, and nothing there but sources: no path and nothing remembered can be of use.
    clean_.rename_to(fmt::format("{}/clean-{}", base_, ++clean_number_));
    fs::remove_all(clean_.repository() + "/.livret");
    fs::remove_all(output_folder(clean_, settings));
    const std::string state = base_ + "/clean-state";
    fs::remove_all(state);
    ::setenv("XDG_STATE_HOME", state.c_str(), 1);
    Built out = build_at(clean_, settings);
    ::setenv("XDG_STATE_HOME", (base_ + "/state").c_str(), 1);
    fs::remove_all(output_folder(clean_, settings));
    return out;
}

std::string Run::compare(Random& random) {
    {
        const Timer timer(counts_.rest);
        in_place_.lay(world_.files, world_.deeds, random);
        clean_.lay(world_.files, {}, random);
        world_.deeds = {};
        if (world_.settings.git) commit();
    }
    bool two = false;
    for (const std::size_t one : pending_) two = two || all_kinds()[one].aside == Aside::build_beside;
    Built in_place;
    std::string found;
    if (two) {
        found = build_two(random, in_place);
    } else {
        const Timer timer(counts_.in_place);
        const long before = disk_changes();
        in_place = build_at(in_place_, world_.settings);
        changes_ = disk_changes() - before;
    }
    // Where nothing was edited the clean build before still stands; that it does is looked at now and then.
    const bool may_change = pending_.empty() || std::any_of(pending_.begin(), pending_.end(),
                                                            [](std::size_t kind) { return all_kinds()[kind].may_change; });
    const Built clean = may_change || random.once_in(4) ? build_clean(world_.settings) : before_;
    ++counts_.builds;
    if (clean.stopped) ++counts_.stopped;
    const Timer timer(counts_.rest);
    if (!foreign_.empty()) {
        if (in_place.site[foreign_] != "nobody's") found += fmt::format("    the foreign file {} was touched\n", foreign_);
        fs::remove(output() + "/" + foreign_);
        in_place.site.erase(foreign_);
        foreign_.clear();
    }
    Site& there = sites_[output()];
    found += differences(world_.settings, there, in_place, clean);
    there = in_place.site;
    is_published_ = !in_place.stopped;
    found += note_effect(clean, may_change);
    if (found.empty()) found = rebuild_or_check(random, in_place, clean);
    return found;
}

std::string Run::note_effect(const Built& clean, bool may_change) {
    const bool changed = !same_result(clean, before_);
    std::string out;
    if (changed && !may_change)
        out = "    a clean build gives something else, though nothing was edited\n" + site_differences(before_.site, clean.site);
    if (pending_.size() == 1) {
        ++counts_.kinds[pending_[0]].alone;
        if (changed) ++counts_.kinds[pending_[0]].changed;
    }
    before_ = clean;
    return out;
}

// Nothing was edited: the same again, without a change on the disk's site; and what `check` says.
std::string Run::rebuild_or_check(Random& random, const Built& in_place, const Built& clean) {
    std::string out;
    if (random.once_in(12) || way_ == Way::thorough) {
        ++counts_.repeated;
        const Built again = build_at(in_place_, world_.settings);
        if (!same_result(again, in_place))
            out += "    the same again gives something else\n" + site_differences(in_place.site, again.site);
        if (again.files.written > 0 || again.files.removed > 0)
            out += fmt::format("    the same again wrote {} and removed {}\n", again.files.written, again.files.removed);
    }
    // Several times in a row: what is taken over is what little was edited since the last time.
    if (to_serve_ == 0 && random.once_in(8)) to_serve_ = 1 + random.below(5);
    if (to_serve_ > 0 || way_ == Way::thorough) {
        if (to_serve_ > 0) --to_serve_;
        ++counts_.served;
        if (random.once_in(20)) served_ = {};
        served_.told = served_.believed = 0;
        out += served_differences(in_place_, world_.settings, clean, !random.once_in(6), served_);
        counts_.told += served_.told;
        counts_.believed += served_.believed;
    }
    if (random.once_in(8) || way_ == Way::thorough) {
        ++counts_.checks;
        const std::string here = check_at(in_place_, world_.settings), there = check_at(clean_, world_.settings);
        if (here != there) out += fmt::format("    check says something else\n  clean:\n{}\n  in place:\n{}\n", there, here);
    }
    return out;
}

} // namespace livret::tests
