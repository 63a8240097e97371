// Which names of a folder are worth waking up for: those that a run reads. What git, the program itself, a build and an editor
// keep beside people's files is none of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct WatchedTree {
    std::string root;                  // absolute
    std::vector<std::string> only;     // the folders directly in it that count; empty: all
    std::vector<std::string> left_out; // folders that do not, relative to the root: a site that lies in it
};

// `path` is relative to the root, without '/' at its ends. Hidden names, and what editors write while they save, do not count.
bool counts(const WatchedTree& tree, std::string_view path, bool is_folder);

} // namespace livret
