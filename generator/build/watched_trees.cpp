#include "build/watched_trees.hpp"

namespace livret {

std::vector<WatchedTree> watched_trees(const BuildOptions& options) {
    // The folders of the format (disk/snapshot), what is signed, and where a repository keeps its theme.
    WatchedTree repository{options.root, {"frameworks", "examples", "streams", "gfp", "sessions", "trust", "themes"}, {}};
    if (options.output_in_root) repository.left_out.push_back(options.output_in_root->value);
    std::vector<WatchedTree> out{std::move(repository)};
    if (!options.overlay.empty()) out.push_back({options.overlay, {}, {}});
    return out;
}

} // namespace livret
