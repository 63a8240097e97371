// Reads the fonts of the program's own pages from its share/ folder.
#pragma once

#include "export/page_fonts.hpp"

#include <string>

namespace livret {

// `share`: as BuildOptions::share. Throws DiskError.
PageFonts page_fonts_of(const std::string& share);

} // namespace livret
