// What git's history still holds of files that were removed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct Touched {
    std::size_t commits = 0;
    std::string prefix; // of the repository in the work tree: "content/", or empty
};

// How many commits of all branches touch one of the paths (below `root`); nothing without git or a work tree.
std::optional<Touched> commits_that_touch(const std::string& root, const std::vector<std::string>& paths);

} // namespace livret
