// How large a drawing is shown.
#pragma once

#include "base/xml_scanner.hpp"

#include <span>

namespace livret {

struct SvgSize {
    int width = 0, height = 0; // CSS pixels; 0 where the drawing does not say
};

// From width and height in CSS's absolute units, else from viewBox, which also gives a missing side.
SvgSize svg_size(std::span<const XmlAttribute> root_attributes);

} // namespace livret
