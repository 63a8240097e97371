#include "disk/watched_tree.hpp"

#include <algorithm>

namespace livret {

namespace {

// Beside x.md: .x.md.swp, x.md~, #x.md#, x.md___jb_tmp___; 4913 is what Vim tries a folder's rights with.
bool is_passing(std::string_view name) {
    return name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) ||
           name.ends_with("___jb_tmp___") || name.ends_with("___jb_old___") || name == "4913" || name.ends_with(".part") ||
           name.ends_with(".crdownload") || name.ends_with(".tmp") || name == "node_modules";
}

} // namespace

bool counts(const WatchedTree& tree, std::string_view path, bool is_folder) {
    const std::size_t slash = path.find('/');
    const std::string_view first = path.substr(0, slash);
    if ((is_folder || slash != std::string_view::npos) && !tree.only.empty() &&
        std::find(tree.only.begin(), tree.only.end(), first) == tree.only.end())
        return false;
    for (const std::string& one : tree.left_out)
        if (path == one || (path.starts_with(one) && path[one.size()] == '/')) return false;
    while (true) {
        const std::size_t end = path.find('/');
        if (is_passing(path.substr(0, end))) return false;
        if (end == std::string_view::npos) return true;
        path.remove_prefix(end + 1);
    }
}

} // namespace livret
