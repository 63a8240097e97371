// Drawings in SVG (W3C, 1.1 and 2): XML that browsers run scripts from and fetch other files for.
//
// A drawing with anything that runs, or that leads outside the file, is refused rather than repaired: its
// author must know that it will not do what it did. What is only of interest to the drawing program
// (metadata, comments, layers' names, the path of the last export) is left out silently. Photographs embedded
// in the drawing are cleaned like the others.
#pragma once

#include "media/metadata.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

enum class SvgUse {
    publish, // drawing only
    source   // what the drawing program needs stays; what says something about people goes
};

// What the drawing holds that it must not, with its article: "un script" and "a script".
struct SvgReason {
    std::string french, english;
    auto operator<=>(const SvgReason&) const = default;
};

struct CleanDrawing {
    std::string bytes; // empty unless the drawing is sound
    int width = 0, height = 0;
    Reveals reveals;
    std::vector<SvgReason> active; // each once
    bool damaged = false;          // no SVG at all
};

CleanDrawing clean_svg(std::string_view bytes, SvgUse use);

} // namespace livret
