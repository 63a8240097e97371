#include "base/typography.hpp"

#include "base/byte_set.hpp"

namespace livret {

namespace {

constexpr std::string_view no_break = "\u00A0", narrow_no_break = "\u202F", curly = "\u2019", ellipsis = "\u2026";

// Bytes of a character that must not be published, at `at`; 0 if it may.
std::size_t unprintable(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0); };
    if ((byte(0) < 0x20 && byte(0) != '\n' && byte(0) != '\t') || byte(0) == 0x7F) return 1;
    if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return 2; // C1 controls
    if (byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) return 3;
    if (byte(0) == 0xE2 && byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9) return 3;
    if (byte(0) == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE) return 3;                    // U+FFFE, U+FFFF
    if (byte(0) == 0xEF && byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) return 3; // U+FDD0-FDEF
    return 0;
}

// Where the next such character is; text.size() if there is none.
std::size_t next_unprintable(std::string_view text, std::size_t from) {
    static constexpr ByteSet begins_one = ByteSet("\x7F\xC2\xE2\xEF").with(0, 0x08).with(0x0B, 0x1F);
    std::size_t i = begins_one.first_in(text, from);
    while (i < text.size() && unprintable(text, i) == 0) i = begins_one.first_in(text, i + 1);
    return i;
}

// Whether the character whose first byte this is can be a letter: not the Latin-1 signs (« nbsp ») nor general
// punctuation (’ … narrow nbsp), which is all that stands beside apostrophes in practice.
bool may_be_letter(unsigned char first) {
    if (first < 0x80) return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    return first != 0xC2 && first != 0xE2;
}

bool letter_before(std::string_view text, std::size_t at) {
    while (at > 0) {
        const auto byte = static_cast<unsigned char>(text[--at]);
        if ((byte & 0xC0) != 0x80) return may_be_letter(byte);
    }
    return false;
}

// What a plain space becomes before `rest`; empty if it stays.
std::string_view space_before(std::string_view rest) {
    switch (rest.empty() ? '\0' : rest[0]) {
    case ';':
    case '?':
    case '!':
        return narrow_no_break;
    case ':':
    case '%':
        return no_break;
    default:
        return rest.starts_with("»") || rest.starts_with("€") ? no_break : std::string_view();
    }
}

} // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = next_unprintable(text, i);
        out += text.substr(i, end - i);
        i = end == text.size() ? end : end + unprintable(text, end);
    }
    return out;
}

std::string no_break_spaces(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string_view space;
        if (text[i] == ' ') space = out.ends_with("«") ? no_break : space_before(text.substr(i + 1));
        if (space.empty())
            out += text[i];
        else
            out += space;
    }
    return out;
}

std::string typeset(std::string_view original, Language language) {
    std::string clean;
    std::string_view text = original;
    if (next_unprintable(original, 0) < original.size()) {
        clean = printable(original);
        text = clean;
    }
    const bool fr = language == Language::fr;
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    std::size_t copied = 0; // up to there
    const auto put = [&](std::size_t at, std::string_view better, std::size_t instead_of) {
        out += text.substr(copied, at - copied);
        out += better;
        copied = at + instead_of;
    };
    static constexpr ByteSet french(" '."), english("'."), before_which(";?!:%\xC2\xE2"); // the last two: » €
    const ByteSet& looked_at = fr ? french : english;
    for (std::size_t i = looked_at.first_in(text); i < text.size(); i = looked_at.first_in(text, i + 1)) {
        const char c = text[i];
        if (c == ' ') {
            const bool opens = i > 1 && text[i - 1] == '\xAB' && text[i - 2] == '\xC2'; // «
            if (!opens && (i + 1 == text.size() || !before_which.has(text[i + 1]))) continue;
            const std::string_view better = opens ? no_break : space_before(text.substr(i + 1));
            if (!better.empty()) put(i, better, 1);
        } else if (c == '\'') {
            if (i + 1 < text.size() && letter_before(text, i) && may_be_letter(static_cast<unsigned char>(text[i + 1])))
                put(i, curly, 1);
        } else if (c == '.') {
            const std::string_view rest = text.substr(i + 1);
            if (!rest.starts_with("..") || rest.starts_with("...") || (i > 0 && text[i - 1] == '.')) continue;
            put(i, ellipsis, 3);
            i += 2;
        }
    }
    out += text.substr(copied);
    return out;
}

} // namespace livret
