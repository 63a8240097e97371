// The same repository built twice: where it was built before, and from nothing. What must be the same, compared.
#pragma once

#include "incremental/trees.hpp"

#include "build/live_site.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace livret::tests {

using Site = std::map<std::string, std::string>; // path -> bytes

struct Built {
    Site site;            // what lies in the output folder
    std::string messages; // in order, with their mends; refusals and what was thrown too
    int status = 0;
    bool stopped = false;
    std::size_t pages = 0;
    PublicationCounts files;
};

// `hook`: called in the middle of the build, once its sources are loaded. The base's path is "@" in messages.
Built build_at(const Tree& tree, const Settings& settings, const std::function<void()>& hook = {});
// What `livret check` says there.
std::string check_at(const Tree& tree, const Settings& settings);
// What is served, and how the files lay when they were read for it: what changed since is what a watcher tells.
struct Served {
    std::unique_ptr<LiveSite> site;
    std::map<std::string, std::string> files; // path in the repository -> stamp and bytes
    std::size_t told = 0, believed = 0;       // readings that were told what had changed, and those that looked at nothing else
};
// What `livret serve` would answer for these paths, and how the first that is not as here differs; empty: all are. `served`: as
// it was served before; then as it is now. `tells`: the reading is told what changed.
std::string served_differences(const Tree& tree, const Settings& settings, const Built& expected, bool tells, Served& served);

std::string output_folder(const Tree& tree, const Settings& settings);

// Empty, or what is not the same, for people. `before`: what the output folder held before the in-place build.
std::string differences(const Settings& settings, const Site& before, const Built& in_place, const Built& clean);
std::string site_differences(const Site& expected, const Site& found);

} // namespace livret::tests
