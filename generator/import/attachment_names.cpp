#include "import/attachment_names.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t longest_name = 120; // bytes
constexpr std::size_t longest_extension = 12;

bool is_reserved(std::string_view stem) {
    static constexpr std::array<std::string_view, 4> words{"con", "prn", "aux", "nul"};
    const std::string lower = ascii_lower(stem.substr(0, stem.find('.')));
    if (std::find(words.begin(), words.end(), lower) != words.end()) return true;
    return lower.size() == 4 && (lower.starts_with("com") || lower.starts_with("lpt")) && lower[3] >= '1' && lower[3] <= '9';
}

std::string cut(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    text.resize(bytes);
    return text;
}

struct Halves {
    std::string stem, extension;
};

Halves halves_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    if (dot == std::string_view::npos || dot == 0 || name.size() - dot > longest_extension ||
        !std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(), plain))
        return {std::string(name), ""};
    return {std::string(name.substr(0, dot)), std::string(name.substr(dot))};
}

} // namespace

std::string attachment_name(std::string_view given) {
    std::string name;
    for (const char c : first_invalid_utf8(given) ? std::string() : printable(given))
        name +=
            static_cast<unsigned char>(c) < 0x20 || c == 0x7F || std::string_view("<>:\"|?*\\/").find(c) != std::string_view::npos
                ? '-'
                : c;
    name = nfc(name);
    while (name.ends_with(' ') || name.ends_with('.')) name.pop_back();
    Halves halves = halves_of(name);
    const auto tidy = [](std::string text) {
        while (!text.empty() && (text.ends_with(' ') || text.ends_with('.'))) text.pop_back();
        const std::size_t from = text.find_first_not_of(" .");
        return from == std::string::npos ? std::string() : text.substr(from);
    };
    halves.stem = tidy(halves.stem);
    if (halves.stem.empty()) halves.stem = slugify("");
    if (is_reserved(halves.stem)) halves.stem += "-1";
    halves.stem = tidy(cut(halves.stem, longest_name - halves.extension.size() - 4)); // room for "-123"
    return halves.stem + halves.extension;
}

std::string free_name(const std::string& name, std::set<std::string>& taken) {
    const Halves halves = halves_of(name);
    std::string out = name;
    for (int number = 2; !taken.insert(file_name_key(out)).second; ++number)
        out = fmt::format("{}-{}{}", halves.stem, number, halves.extension);
    return out;
}

} // namespace livret
