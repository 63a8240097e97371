// A run that holds the whole repository at once: for the site of a jury's session, whose frozen state is one, and for the state
// of an older checkpoint.
#pragma once

#include "build/shared_run.hpp"

#include <optional>
#include <vector>

namespace livret {

// A run's parts, where they stay: some point into others.
struct WholeRun {
    const BuildOptions& options;
    BuildReport report;
    Holdings content;
    Look look;
    ShownSite shown;
    bool not_publishable = false; // these readers would be misled
    std::vector<GfpId> groups;    // of a session; empty: all

    explicit WholeRun(const BuildOptions& given) : options(given) {}
    WholeRun(const WholeRun&) = delete;
    WholeRun& operator=(const WholeRun&) = delete;

    // Stages 1 to 6. False: something is in the way, and there are no pages.
    bool reach_pages();
    // Whether the pages may be shown: everything hangs on livret.yaml, and with half of it a build would take good pages away.
    bool is_publishable() const;
    // The report, at the end.
    BuildReport finish(bool published);

  private:
    bool read();
    void resolve();
    void read_theme();
    void read_git();
    void list_pages();
    std::size_t count_errors() const;
    bool stop_here() const; // with --strict, the first stage that finds something wrong is the last
};

BuildReport build_whole(const BuildOptions& options);

} // namespace livret
