#include "media/svg_rules.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

constexpr auto drawing = [] {
    std::array names = std::to_array<std::string_view>({"svg",
                                                        "g",
                                                        "defs",
                                                        "symbol",
                                                        "use",
                                                        "switch",
                                                        "title",
                                                        "desc",
                                                        "style",
                                                        "view",
                                                        "a",
                                                        "path",
                                                        "rect",
                                                        "circle",
                                                        "ellipse",
                                                        "line",
                                                        "polyline",
                                                        "polygon",
                                                        "text",
                                                        "tspan",
                                                        "textPath",
                                                        "tref",
                                                        "image",
                                                        "marker",
                                                        "pattern",
                                                        "linearGradient",
                                                        "radialGradient",
                                                        "meshgradient",
                                                        "stop",
                                                        "solidcolor",
                                                        "clipPath",
                                                        "mask",
                                                        "filter",
                                                        "feBlend",
                                                        "feColorMatrix",
                                                        "feComponentTransfer",
                                                        "feComposite",
                                                        "feConvolveMatrix",
                                                        "feDiffuseLighting",
                                                        "feDisplacementMap",
                                                        "feDistantLight",
                                                        "feDropShadow",
                                                        "feFlood",
                                                        "feFuncA",
                                                        "feFuncB",
                                                        "feFuncG",
                                                        "feFuncR",
                                                        "feGaussianBlur",
                                                        "feImage",
                                                        "feMerge",
                                                        "feMergeNode",
                                                        "feMorphology",
                                                        "feOffset",
                                                        "fePointLight",
                                                        "feSpecularLighting",
                                                        "feSpotLight",
                                                        "feTile",
                                                        "feTurbulence",
                                                        "animate",
                                                        "animateMotion",
                                                        "animateTransform",
                                                        "animateColor",
                                                        "set",
                                                        "mpath",
                                                        "font",
                                                        "font-face",
                                                        "font-face-src",
                                                        "font-face-name",
                                                        "glyph",
                                                        "missing-glyph",
                                                        "hkern",
                                                        "vkern"});
    std::sort(names.begin(), names.end());
    return names;
}();

constexpr int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// CSS Syntax 3 §4.3.7. Only ASCII matters here; the rest becomes '?'.
std::string without_escapes(std::string_view css) {
    std::string out;
    for (std::size_t i = 0; i < css.size(); ++i) {
        if (css[i] != '\\' || i + 1 == css.size()) {
            out += css[i];
            continue;
        }
        int code = 0, digits = 0;
        while (digits < 6 && i + 1 < css.size() && hex_digit(css[i + 1]) >= 0) {
            code = code * 16 + hex_digit(css[++i]);
            ++digits;
        }
        if (digits == 0) {
            out += css[++i];
        } else {
            out += code > 0 && code < 0x80 ? static_cast<char>(code) : '?';
            if (i + 1 < css.size() && is_space(css[i + 1])) ++i;
        }
    }
    return out;
}

bool is_fragment(std::string_view inside_url) {
    while (!inside_url.empty() && (is_space(inside_url[0]) || inside_url[0] == '"' || inside_url[0] == '\''))
        inside_url.remove_prefix(1);
    return inside_url.starts_with('#');
}

} // namespace

bool is_drawing_element(std::string_view local_name) {
    return std::binary_search(drawing.begin(), drawing.end(), local_name);
}

bool is_active_element(std::string_view local_name) {
    static constexpr auto active = std::to_array<std::string_view>(
        {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"});
    return std::find(active.begin(), active.end(), ascii_lower(local_name)) != active.end();
}

bool css_leads_outside(std::string_view css) {
    if (css.find_first_of("(@\\") == std::string_view::npos) return false;
    const auto text = ascii_lower(without_escapes(css));
    // "image(" also ends "-webkit-image(", "src(" is url() by another name (CSS Values 4).
    for (const std::string_view word :
         {"@import", "expression(", "javascript:", "-moz-binding", "image(", "image-set(", "src(", "cross-fade("})
        if (text.find(word) != std::string::npos) return true;
    for (auto at = text.find("url("); at != std::string::npos; at = text.find("url(", at + 1))
        if (!is_fragment(std::string_view(text).substr(at + 4))) return true;
    return false;
}

namespace {

constexpr auto picture_prefixes =
    std::to_array<std::string_view>({"data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,",
                                     "data:image/gif;base64,", "data:image/webp;base64,"});

std::string_view prefix_of(std::string_view address) {
    constexpr std::size_t longest = 32;
    const auto start = ascii_lower(address.substr(0, longest));
    for (const auto prefix : picture_prefixes)
        if (start.starts_with(prefix)) return prefix;
    return {};
}

} // namespace

Address kind_of_address(std::string_view address) {
    const auto trimmed = trim(address);
    if (trimmed.empty() || trimmed.starts_with('#')) return Address::inside;
    return prefix_of(trimmed).empty() ? Address::outside : Address::picture;
}

std::string_view base64_of(std::string_view address) {
    const auto trimmed = trim(address);
    return trimmed.substr(prefix_of(trimmed).size());
}

} // namespace livret
