#include "export/page_fonts.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

std::string font_face(const char* name, const std::string& base64) {
    return fmt::format(
        "@font-face{{font-family:\"{}\";font-weight:200 900;src:url(data:font/woff2;base64,{}) format(\"woff2\")}}\n", name,
        base64);
}

} // namespace

std::string font_faces(const PageFonts& fonts) {
    return font_face("Livret Serif", fonts.serif) + font_face("Livret Serif Further", fonts.serif_further) +
           font_face("Livret Sans", fonts.sans) + font_face("Livret Sans Further", fonts.sans_further);
}

} // namespace livret
