#include "media/pdf.hpp"

#include "base/text.hpp"
#include "media/bytes.hpp"
#include "media/xml_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace livret {

namespace {

// Long enough that compressed data do not spell them by chance; "/JS" would be found in every tenth file.
constexpr std::array<std::string_view, 5> active{"JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia"};
constexpr std::size_t longest_name = 32;

constexpr int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr bool is_white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\0';
}
// §7.2.3
bool ends_name(char c) {
    return is_white(c) || std::string_view("()<>[]{}/%").find(c) != std::string_view::npos;
}

struct Name {
    std::string value;
    std::size_t end = 0; // the byte after it
};

// The name whose slash is at `at`.
Name name_at(std::string_view bytes, std::size_t at) {
    Name name;
    for (name.end = at + 1; name.end < bytes.size() && name.value.size() < longest_name; ++name.end) {
        const char c = bytes[name.end];
        if (ends_name(c)) break;
        const bool escaped =
            c == '#' && name.end + 2 < bytes.size() && hex_digit(bytes[name.end + 1]) >= 0 && hex_digit(bytes[name.end + 2]) >= 0;
        if (escaped) {
            put_byte(name.value,
                     static_cast<std::uint32_t>(hex_digit(bytes[name.end + 1]) * 16 + hex_digit(bytes[name.end + 2])));
            name.end += 2;
        } else {
            name.value += c;
        }
    }
    return name;
}

// §7.3.4.2: balanced parentheses, escapes, octal codes.
std::optional<std::string> literal_string(std::string_view bytes, std::size_t at) {
    std::string out;
    int depth = 0;
    for (; at < bytes.size(); ++at) {
        char c = bytes[at];
        if (c == '(' && depth++ == 0) continue;
        if (c == ')' && --depth == 0) return out;
        if (c == '\\' && ++at < bytes.size()) {
            c = bytes[at];
            if (c >= '0' && c <= '7') {
                std::uint32_t code = 0;
                for (int digits = 0; digits < 3 && at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '7'; ++digits, ++at)
                    code = code * 8 + static_cast<std::uint32_t>(bytes[at] - '0');
                --at;
                put_byte(out, code);
                continue;
            }
            if (c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f') c = ' ';
            if (c == '\n' || c == '\r') continue; // the line goes on
        }
        out += c;
    }
    return std::nullopt;
}

// §7.3.4.3
std::optional<std::string> hexadecimal_string(std::string_view bytes, std::size_t at) {
    std::string out;
    int high = -1;
    for (++at; at < bytes.size(); ++at) {
        const int digit = hex_digit(bytes[at]);
        if (bytes[at] == '>') {
            if (high >= 0) put_byte(out, static_cast<std::uint32_t>(high * 16));
            return out;
        }
        if (digit < 0) {
            if (!is_white(bytes[at])) return std::nullopt;
        } else if (high < 0) {
            high = digit;
        } else {
            put_byte(out, static_cast<std::uint32_t>(high * 16 + digit));
            high = -1;
        }
    }
    return std::nullopt;
}

void append_utf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        put_byte(out, code);
    } else if (code < 0x800) {
        put_byte(out, 0xC0 | code >> 6);
        put_byte(out, 0x80 | (code & 0x3F));
    } else if (code < 0xD800 || code > 0xDFFF) { // names beyond the basic plane are not worth pairing halves
        put_byte(out, 0xE0 | code >> 12);
        put_byte(out, 0x80 | (code >> 6 & 0x3F));
        put_byte(out, 0x80 | (code & 0x3F));
    }
}

// §7.9.2: UTF-16 or UTF-8 after a mark, else a page of codes of which Latin letters are those of Latin-1.
std::string as_utf8(std::string_view text) {
    std::string out;
    if (text.starts_with("\xEF\xBB\xBF")) {
        out = text.substr(3);
    } else if (text.starts_with("\xFE\xFF")) {
        for (std::size_t i = 2; i + 1 < text.size(); i += 2) append_utf8(out, big16(text, i));
    } else {
        for (std::size_t i = 0; i < text.size(); ++i) append_utf8(out, byte_at(text, i));
    }
    std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return first_invalid_utf8(out) ? std::string() : out;
}

// Calls `visit` with each name until it says that it has seen enough.
template <class Visit> void for_each_name(std::string_view bytes, const Visit& visit) {
    for (auto at = bytes.find('/'); at != std::string_view::npos; at = bytes.find('/', at + 1))
        if (!visit(name_at(bytes, at))) return;
}

} // namespace

bool is_pdf(std::string_view bytes) {
    return bytes.starts_with("%PDF-");
}

bool is_active_pdf(std::string_view bytes) {
    bool found = false;
    for_each_name(bytes, [&](const Name& name) {
        found = std::find(active.begin(), active.end(), name.value) != active.end();
        return !found;
    });
    return found;
}

std::vector<std::string> pdf_authors(std::string_view bytes) {
    std::vector<std::string> authors;
    bool encrypted = false; // then its strings cannot be read, though a reader may open it without a password
    for_each_name(bytes, [&](const Name& name) {
        encrypted = encrypted || name.value == "Encrypt";
        if (name.value != "Author") return true;
        auto at = name.end;
        while (at < bytes.size() && is_white(bytes[at])) ++at;
        if (at >= bytes.size() || (bytes[at] != '(' && bytes[at] != '<')) return true;
        constexpr std::size_t longest = 1024;
        const auto written = bytes.substr(0, std::min(bytes.size(), at + longest));
        const auto text = bytes[at] == '(' ? literal_string(written, at) : hexadecimal_string(written, at);
        if (text) add_name(authors, as_utf8(*text));
        return true;
    });
    if (encrypted) authors.clear();

    constexpr std::string_view opening = "<dc:creator", closing = "</dc:creator>";
    for (auto at = bytes.find(opening); at != std::string_view::npos; at = bytes.find(opening, at + 1)) {
        constexpr std::size_t longest = 1U << 16; // or a hostile file would be read once for each opening
        const auto packet = bytes.substr(at, longest);
        const auto end = packet.find(closing);
        if (end == std::string_view::npos) continue;
        for (const auto& name : texts_of_elements(packet.substr(0, end + closing.size()), {"creator"})) add_name(authors, name);
    }
    return authors;
}

} // namespace livret
