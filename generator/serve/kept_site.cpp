#include "serve/kept_site.hpp"

#include "load/places.hpp"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

namespace livret {

namespace {

std::vector<Diagnostic> errors_of(const BuildReport& report) {
    std::vector<Diagnostic> out = report.sink.sorted();
    std::erase_if(out, [](const Diagnostic& one) { return one.severity() != Severity::error; });
    return out;
}

bool has_error(const std::vector<Diagnostic>& errors, const SourcePath& path) {
    return std::any_of(errors.begin(), errors.end(), [&](const Diagnostic& one) { return one.path == path; });
}

// Of a file that changed while it was read, half may have been read: then it is read again. Somebody who never stops writing
// sees something all the same.
constexpr int readings_in_a_row = 2;

WatchOptions at_once(WatchOptions watch) {
    watch.quiet = {};
    return watch;
}

using Clock = std::chrono::steady_clock;

} // namespace

bool only_broke(const std::vector<Diagnostic>& before, const std::vector<Diagnostic>& now,
                const std::vector<SourcePath>& changed) {
    return !changed.empty() && std::all_of(changed.begin(), changed.end(), [&](const SourcePath& path) {
        const SourcePath owner = place_of(path).owner; // of an attachment
        return (has_error(now, path) && !has_error(before, path)) ||
               (!owner.value.empty() && has_error(now, owner) && !has_error(before, owner));
    });
}

struct KeptSite::Inside {
    std::string root;
    Read read_site;
    const WatchOptions patience; // the watcher tells at once: what is one text is read while more might come
    Watcher watcher;
    mutable std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false, reading = false;
    std::uint64_t wanted = 1, read = 0;   // how many changes were noticed, and how many of them are read
    std::uint64_t asked = 0, noticed = 0; // notice(): calls, and how many of them are answered
    Clock::time_point last_change{};
    Viewer viewer;                       // whose view was asked for last
    Changes incoming;                    // not being read yet
    LiveSite::Told unread;               // what changed since it was last read without failing; nothing: more than is known
    std::vector<SourcePath> since_shown; // being read, or held back: what changed since the site that is shown was read
    bool untold = false;                 // more than that
    std::vector<Diagnostic> shown_errors;
    std::shared_ptr<const Reading> last;
    std::thread watches, reads;

    Inside(std::vector<WatchedTree> trees, WatchOptions watch, Read given)
        : root(trees.front().root), read_site(std::move(given)), patience(watch), watcher(std::move(trees), at_once(watch)) {}

    SourcePath in_repository(const std::string& path) const {
        return SourcePath{path.starts_with(root + "/") ? path.substr(root.size() + 1) : path};
    }
    bool is_for(const Viewer& somebody) const { return last != nullptr && last->viewer == somebody; }

    void watch() {
        while (true) {
            std::uint64_t before = 0; // whoever rings from here on wants another look
            {
                const std::lock_guard lock(mutex);
                before = asked;
            }
            const auto changes = watcher.wait();
            if (!changes) return;
            const std::lock_guard lock(mutex);
            noticed = before;
            if (asked != before) watcher.wake();
            if (!changes->empty()) {
                ++wanted;
                last_change = Clock::now();
                incoming.untold = incoming.untold || changes->untold;
                incoming.paths.insert(incoming.paths.end(), changes->paths.begin(), changes->paths.end());
            }
            changed.notify_all();
        }
    }

    // Whether nothing but texts of one group is to be read, mostly in milliseconds: little is lost if it is done again. One that
    // is not there is mostly about to come back: some editors move it away before they write it.
    bool is_read_quickly() const {
        if (incoming.untold || incoming.paths.empty()) return false;
        const GfpId group = place_of(in_repository(incoming.paths.front())).gfp;
        return !group.empty() && std::all_of(incoming.paths.begin(), incoming.paths.end(), [&](const std::string& path) {
            const Place place = place_of(in_repository(path));
            std::error_code gone;
            return is_text_of_a_group(place.kind) && place.gfp == group && std::filesystem::is_regular_file(path, gone);
        });
    }

    // What belongs together comes within milliseconds of each other.
    void wait_until_quiet(std::unique_lock<std::mutex>& lock, Clock::time_point at_most) {
        while (!stopping) {
            const auto until = std::min(last_change + patience.quiet, at_most);
            if (Clock::now() >= until) return;
            changed.wait_until(lock, until);
        }
    }

    void read_on(const std::function<void(const Reading&)>& told) {
        int in_a_row = 0;
        bool may_hurry = true; // a reading that was not waited for counts for none, and is one of its kind
        while (true) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return stopping || wanted != read || !is_for(viewer); });
            const bool is_hurried = may_hurry && is_read_quickly();
            if (!is_hurried) wait_until_quiet(lock, Clock::now() + patience.longest_burst);
            if (stopping) return;
            const std::uint64_t moment = wanted;
            const Viewer whose = viewer;
            for (const std::string& path : incoming.paths) {
                since_shown.push_back(in_repository(path));
                if (unread) unread->push_back(in_repository(path));
            }
            untold = untold || incoming.untold;
            if (incoming.untold) unread.reset();
            incoming = {};
            reading = true;
            lock.unlock();
            Made made = read_once(whose);
            if (made.site != nullptr) unread.emplace();
            const auto site = made.site; // shown or not, the next reading begins with it
            lock.lock();
            const auto until = last_change + patience.quiet;
            changed.wait_until(lock, until, [&] { return stopping || wanted != moment; });
            reading = false;
            if (stopping) return;
            if (wanted != moment && is_for(whose) && (is_hurried || ++in_a_row < readings_in_a_row)) {
                may_hurry = false;
                lock.unlock();
                if (site != nullptr) site->settle();
                continue;
            }
            in_a_row = 0;
            may_hurry = true;
            read = moment;
            const auto gone = last; // to take a site apart takes time, in which nobody need wait for the new one
            const auto done = last = take(std::move(made), whose);
            lock.unlock();
            changed.notify_all();
            if (told) told(*done);
            if (site != nullptr) site->settle();
        }
    }

    struct Made {
        std::shared_ptr<LiveSite> site;
        std::optional<DiskError> failure;
    };
    Made read_once(const Viewer& whose) const {
        try {
            return {read_site(whose, unread), {}};
        } catch (const DiskError& error) {
            return {nullptr, error};
        }
    }

    // Whether the site that is shown stays.
    bool keeps(const Made& made, const std::vector<Diagnostic>& errors, const Viewer& whose) const {
        if (!is_for(whose) || last->site == nullptr) return false;
        if (made.site == nullptr) return true;
        if (last->site->report().stopped) return false;
        return made.site->report().stopped || (!untold && only_broke(shown_errors, errors, since_shown));
    }

    std::shared_ptr<const Reading> take(Made made, const Viewer& whose) {
        auto out = std::make_shared<Reading>();
        out->number = last != nullptr ? last->number + 1 : 1;
        out->viewer = whose;
        out->failure = made.failure;
        if (last != nullptr) out->language = last->language;
        if (made.site != nullptr) {
            out->errors = errors_of(made.site->report());
            out->language = made.site->report().language;
        }
        if (keeps(made, out->errors, whose)) {
            out->site = last->site;
            out->shown_number = last->shown_number;
            out->changed = last->changed;
            return out;
        }
        out->site = std::move(made.site);
        out->shown_number = out->number;
        if (is_for(whose) && !untold) {
            std::sort(since_shown.begin(), since_shown.end());
            since_shown.erase(std::unique(since_shown.begin(), since_shown.end()), since_shown.end());
            out->changed = std::move(since_shown);
        }
        shown_errors = out->errors;
        since_shown.clear();
        untold = false;
        return out;
    }
};

KeptSite::KeptSite(std::vector<WatchedTree> trees, WatchOptions watch, Read read)
    : inside_(std::make_unique<Inside>(std::move(trees), watch, std::move(read))) {}

KeptSite::~KeptSite() {
    stop();
    if (inside_->watches.joinable()) inside_->watches.join();
    if (inside_->reads.joinable()) inside_->reads.join();
}

void KeptSite::start(const Viewer& first) {
    inside_->viewer = first;
    inside_->watches = std::thread([this] { inside_->watch(); });
    inside_->reads = std::thread([this] { inside_->read_on(told_); });
}

void KeptSite::stop() {
    {
        const std::lock_guard lock(inside_->mutex);
        inside_->stopping = true;
    }
    inside_->watcher.stop();
    inside_->changed.notify_all();
}

bool KeptSite::stopped() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->stopping;
}
bool KeptSite::reads() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->reading;
}
Looking KeptSite::looking() const {
    return inside_->watcher.looking();
}

std::shared_ptr<const Reading> KeptSite::now(const Viewer& viewer, Wait wait) {
    Inside& it = *inside_;
    std::unique_lock lock(it.mutex);
    if (it.viewer != viewer) {
        it.viewer = viewer;
        it.changed.notify_all();
    }
    const std::uint64_t moment = wait == Wait::for_changes ? it.wanted : 0;
    it.changed.wait(lock, [&] { return it.stopping || it.viewer != viewer || (it.is_for(viewer) && it.read >= moment); });
    return it.is_for(viewer) ? it.last : nullptr;
}

void KeptSite::notice() {
    Inside& it = *inside_;
    std::unique_lock lock(it.mutex);
    const std::uint64_t ticket = ++it.asked;
    it.watcher.wake();
    it.changed.wait(lock, [&] { return it.stopping || it.noticed >= ticket; });
}

std::shared_ptr<const Reading> KeptSite::news(std::uint64_t number, std::chrono::milliseconds at_most,
                                              const std::function<bool()>& nudged) {
    Inside& it = *inside_;
    std::unique_lock lock(it.mutex);
    it.changed.wait_for(lock, at_most,
                        [&] { return it.stopping || nudged() || (it.last != nullptr && it.last->number != number); });
    return it.last;
}

void KeptSite::nudge() {
    const std::lock_guard lock(inside_->mutex); // who is about to wait has looked already
    inside_->changed.notify_all();
}

} // namespace livret
