// The site as it is shown. It is read in the background as soon as the repository changes; until that is done, and while what
// changed is broken, the last good one stays. A request never sees one that is half read.
#pragma once

#include "build/live_site.hpp"
#include "disk/watcher.hpp"
#include "model/ids.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livret {

// What is known after the repository was read; it stays as it is.
struct Reading {
    std::uint64_t number = 0;         // of this reading, from 1
    std::uint64_t shown_number = 0;   // of the reading that `site` came from: an earlier one while what changed is broken
    std::shared_ptr<LiveSite> site;   // what is shown; none if the repository could never be read
    std::optional<PersonKey> viewer;  // whose view it is; nobody's: an audience's
    std::vector<Diagnostic> errors;   // of the repository as it was read last, sorted
    std::optional<DiskError> failure; // it could not be read
    Language language = Language::fr;
    std::vector<SourcePath> changed; // what is new in `site`; empty: not known

    bool held_back() const { return shown_number != number; }
};

// Whether all that changed is what is broken now and was not before: then there is nothing new to show.
bool only_broke(const std::vector<Diagnostic>& before, const std::vector<Diagnostic>& now,
                const std::vector<SourcePath>& changed);

class KeptSite {
  public:
    using Viewer = std::optional<PersonKey>;
    // By a thread of this class; throws DiskError. `told`: what changed since it was last called and did not throw.
    using Read = std::function<std::shared_ptr<LiveSite>(const Viewer&, const LiveSite::Told& told)>;

    KeptSite(std::vector<WatchedTree> trees, WatchOptions watch, Read read);
    ~KeptSite(); // waits for a reading that goes on
    KeptSite(const KeptSite&) = delete;
    KeptSite& operator=(const KeptSite&) = delete;

    // Called after each reading, by the thread that reads; before start().
    void on_reading(std::function<void(const Reading&)> told) { told_ = std::move(told); }
    void start(const Viewer& first);
    void stop(); // whoever waits here waits no more
    bool reads() const;
    Looking looking() const;

    enum class Wait {
        for_any,     // for the first reading, or that of this person's view
        for_changes, // also for what has changed, as far as it was noticed
    };
    // Null after stop() if there is none, and if the view of somebody else was asked for meanwhile.
    std::shared_ptr<const Reading> now(const Viewer& viewer, Wait wait);
    bool stopped() const;
    // What changed before this call is noticed when it returns: for whoever just wrote something.
    void notice();

    // The last reading once it is another than `number`, or after some time, or when nudged.
    std::shared_ptr<const Reading> news(std::uint64_t number, std::chrono::milliseconds at_most,
                                        const std::function<bool()>& nudged);
    void nudge(); // whoever waits in news() looks again

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
    std::function<void(const Reading&)> told_;
};

} // namespace livret
