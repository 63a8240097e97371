#include "base/unicode.hpp"

#include "base/text.hpp"

#include <utf8proc.h>

#include <cstdlib>

namespace livret {

namespace {

std::string mapped(std::string_view text, int options) {
    utf8proc_uint8_t* out = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &out, static_cast<utf8proc_option_t>(options));
    if (size < 0) return std::string(text);
    std::string result(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
    std::free(out); // utf8proc_map allocates with malloc
    return result;
}

bool is_ascii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

} // namespace

std::string nfc(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string file_name_key(std::string_view name) {
    if (is_ascii(name)) return ascii_lower(name);
    return mapped(name, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

std::string search_key(std::string_view text) {
    if (is_ascii(text)) return ascii_lower(text);
    const auto folded =
        mapped(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    std::string out;
    out.reserve(folded.size());
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const auto rest = std::string_view(folded).substr(i);
        if (rest.starts_with("œ") || rest.starts_with("æ")) {
            out += rest.starts_with("œ") ? "oe" : "ae";
            ++i; // both take two bytes
        } else {
            out += folded[i];
        }
    }
    return out;
}

std::string slugify(std::string_view text) {
    std::string out;
    for (const char c : search_key(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out += c;
        } else if (!out.empty() && out.back() != '-') {
            out += '-';
        }
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "sans-nom" : out;
}

namespace {

// Calls `each` with every character of well-formed UTF-8.
template <class Each> void for_characters(std::string_view text, Each each) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t c = 0;
        const auto size = utf8proc_iterate(bytes, left, &c);
        if (size <= 0) return;
        each(c);
        bytes += size;
        left -= size;
    }
}

bool is_letter(utf8proc_int32_t c) {
    const auto category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

} // namespace

bool in_capitals(std::string_view text) {
    bool letters = false, small = false;
    for_characters(text, [&](utf8proc_int32_t c) {
        letters = letters || is_letter(c);
        small = small || utf8proc_category(c) == UTF8PROC_CATEGORY_LL ||
                (is_letter(c) && utf8proc_category(c) != UTF8PROC_CATEGORY_LU);
    });
    return letters && !small;
}

std::string name_case(std::string_view text) {
    if (!in_capitals(text)) return std::string(text);
    std::string out;
    bool inside = false; // a word
    for_characters(text, [&](utf8proc_int32_t c) {
        utf8proc_uint8_t bytes[4];
        const auto size = utf8proc_encode_char(inside ? utf8proc_tolower(c) : c, bytes);
        out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
        inside = is_letter(c) || utf8proc_category(c) == UTF8PROC_CATEGORY_MN;
    });
    return out;
}

bool is_slug(std::string_view text) {
    if (text.empty() || text.front() == '-' || text.back() == '-' || text.find("--") != std::string_view::npos) return false;
    for (const char c : text)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    return true;
}

} // namespace livret
