#include "archive/entry_names.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

namespace livret {

namespace {

bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F);
}

// The code point at the start of well-formed UTF-8, which is taken off.
char32_t take_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? byte(0) : byte(0) & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (byte(i) & 0x3Fu);
    text.remove_prefix(length);
    return c;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_allowed(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '/';
}

// Windows drops dots at the end of a name, and opens a device for these, whatever extension they have.
bool is_reserved(std::string_view part) {
    if (part.ends_with('.')) return true;
    const std::string stem = ascii_lower(part.substr(0, part.find('.')));
    static constexpr std::array<std::string_view, 4> devices{"con", "prn", "aux", "nul"};
    if (std::find(devices.begin(), devices.end(), stem) != devices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

} // namespace

bool has_invisible(std::string_view text) {
    while (!text.empty())
        if (is_invisible(take_character(text))) return true;
    return false;
}

std::optional<std::string_view> name_fault(std::string_view name) {
    if (name.empty()) return "name-empty";
    if (name.size() > container_limits::name) return "name-too-long";
    if (first_invalid_utf8(name)) return "name-encoding";
    if (has_invisible(name)) return "name-invisible";
    if (name.find('\\') != std::string_view::npos) return "name-backslash";
    if (name.starts_with('/')) return "name-absolute";
    if (name.find(':') != std::string_view::npos) return "name-drive";
    if (name.ends_with('/')) name.remove_suffix(1);
    const auto parts = split(name, '/');
    const auto any = [&](auto wrong) { return std::any_of(parts.begin(), parts.end(), wrong); };
    if (any([](std::string_view part) { return part == ".."; })) return "name-traversal";
    if (any([](std::string_view part) { return part.empty() || part == "."; })) return "name-parts";
    if (!std::all_of(name.begin(), name.end(), is_allowed)) return "name-characters";
    if (any(is_reserved)) return "name-reserved";
    if (any([](std::string_view part) { return part.size() > container_limits::part; })) return "name-too-long";
    if (parts.size() > container_limits::depth) return "too-deep";
    return std::nullopt;
}

std::optional<DossierFault> tree_fault(std::span<const std::string_view> names) {
    struct Known {
        std::string_view spelling;
        bool folder, listed;
    };
    std::unordered_map<std::string, Known> known; // by the name in small letters: names are ASCII by now
    for (std::string_view name : names) {
        const bool folder = name.ends_with('/');
        const std::string_view path = folder ? name.substr(0, name.size() - 1) : name;
        const std::string small = ascii_lower(path);
        for (std::size_t end = 0; end < path.size();) {
            end = std::min(path.find('/', end + 1), path.size());
            const bool last = end == path.size();
            const Known here{path.substr(0, end), folder || !last, last};
            const auto [found, is_new] = known.emplace(small.substr(0, end), here);
            if (is_new) continue;
            Known& before = found->second;
            if (before.spelling != here.spelling) return refused("container.duplicate-case", name, before.spelling);
            if (before.folder != here.folder) return refused("container.file-as-folder", name, before.spelling);
            if (before.listed && last) return refused("container.duplicate", name);
            before.listed = before.listed || last;
        }
    }
    return std::nullopt;
}

std::string shown_name(std::string_view name) {
    constexpr int most = 120;
    std::string out;
    int count = 0;
    const bool utf8 = !first_invalid_utf8(name);
    for (; !name.empty() && count < most; ++count) {
        std::string_view rest = name;
        if (!utf8) {
            const auto byte = static_cast<unsigned char>(name[0]);
            out += byte >= 0x20 && byte < 0x7F ? std::string(1, name[0]) : fmt::format("\\x{:02x}", byte);
            rest.remove_prefix(1);
        } else {
            const char32_t c = take_character(rest);
            const std::string_view written = name.substr(0, name.size() - rest.size());
            out += is_invisible(c) ? fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c)) : std::string(written);
        }
        name = rest;
    }
    return name.empty() ? out : out + "…";
}

DossierFault refused(std::string_view code, std::string_view name, std::string_view other) {
    return {std::string(code), shown_name(name), shown_name(other)};
}

} // namespace livret
