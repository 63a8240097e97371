// Where what a run reads may change: in the repository, and in the theme that is laid over its own.
#pragma once

#include "build/pipeline.hpp"
#include "disk/watched_tree.hpp"

#include <vector>

namespace livret {

// The repository first.
std::vector<WatchedTree> watched_trees(const BuildOptions& options);

} // namespace livret
