// The fonts of pages that hold everything they need, and the style that names them.
#pragma once

#include <string>

namespace livret {

// WOFF2 files in Base64: the texts' face and the headings', each with its further Latin letters beside it.
struct PageFonts {
    std::string serif, serif_further, sans, sans_further;
};

// @font-face rules for "Livret Serif", "Livret Serif Further", "Livret Sans" and "Livret Sans Further".
std::string font_faces(const PageFonts& fonts);

} // namespace livret
