// Paths as the disk and what is remembered of it hold them: relative, with '/'.
#pragma once

#include <string_view>
#include <utility>

namespace livret {

// The folder and the name in it: "gfp/math1", "gfp.md"; at the root the folder is empty. Views of `path`.
inline std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return {{}, path};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

} // namespace livret
