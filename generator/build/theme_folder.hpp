// Reads a theme's folder from the disk; render/ never sees one.
#pragma once

#include "render/theme.hpp"

#include <string>

namespace livret {

// Every file below `folder` (links are left out, node_modules too). `shown` stands before the paths in messages.
ThemeFiles read_theme_folder(const std::string& folder, const std::string& shown);

} // namespace livret
