#include "base/text.hpp"

#include "base/byte_set.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace livret {

namespace {

constexpr bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

template <typename Text> std::string fill_with(std::string_view pattern, const Text& value_of) {
    std::string out;
    out.reserve(pattern.size() + 32);
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern[i] == '{') {
            const auto end = pattern.find('}', i);
            if (end != std::string_view::npos) {
                if (const auto value = value_of(pattern.substr(i + 1, end - i - 1))) {
                    out += *value;
                    i = end + 1;
                    continue;
                }
            }
        }
        out += pattern[i++];
    }
    return out;
}

// Optimal string alignment distance over code points: insertions, deletions, substitutions, neighbours swapped.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[b.size()];
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = size == 1 ? lead : lead & (0xFFu >> (size + 1));
        for (std::size_t k = 1; k < size && i + k < text.size(); ++k)
            point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        out += point;
        i += size;
    }
    return out;
}

} // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool is_blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_space);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::vector<std::string_view> split_lines(std::string_view text) {
    auto lines = split(text, '\n');
    for (auto& line : lines)
        if (line.ends_with('\r')) line.remove_suffix(1);
    if (lines.size() > 1 && lines.back().empty()) lines.pop_back();
    return lines;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += separator;
        out += parts[i];
    }
    return out;
}

std::string replace_all(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
    return text;
}

std::string lf_text(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::string out;
    out.reserve(text.size());
    std::size_t done = 0;
    for (std::size_t at; (at = text.find('\r', done)) != std::string_view::npos; done = at + 1) {
        out += text.substr(done, at - done);
        if (at + 1 == text.size() || text[at + 1] != '\n') out += '\n';
    }
    out += text.substr(done);
    return out;
}

std::string ascii_lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string ascii_upper(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

void append_escaped_html(std::string& out, std::string_view text) {
    static constexpr ByteSet escaped("&<>\"'");
    std::size_t done = 0;
    for (std::size_t at; (at = escaped.first_in(text, done)) < text.size(); done = at + 1) {
        out += text.substr(done, at - done);
        switch (text[at]) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += "&#39;";
            break;
        }
    }
    out += text.substr(done);
}

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 16);
    append_escaped_html(out, text);
    return out;
}

std::string escape_xml(std::string_view text) {
    std::string out = escape_html(text);
    std::erase_if(out, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    return out;
}

void append_url_path(std::string& out, std::string_view path) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    static constexpr ByteSet encoded = ByteSet()
                                           .with(0, ',') // all but - . /
                                           .with(':', '@')
                                           .with('[', '^')
                                           .with('`', '`')
                                           .with('{', '}')
                                           .with(0x7F, 0xFF);
    std::size_t done = 0;
    for (std::size_t at; (at = encoded.first_in(path, done)) < path.size(); done = at + 1) {
        out += path.substr(done, at - done);
        const auto byte = static_cast<unsigned char>(path[at]);
        out += '%';
        out += hex[byte >> 4];
        out += hex[byte & 15];
    }
    out += path.substr(done);
}

std::string encode_url_path(std::string_view path) {
    std::string out;
    append_url_path(out, path);
    return out;
}

std::optional<std::size_t> first_control(std::string_view text, std::size_t from) {
    // The bytes of C0 but tab, line feed and return; DEL; and what C1 begins with.
    static constexpr ByteSet odd = ByteSet("\x7F\xC2").with(0, 0x08).with(0x0B, 0x0C).with(0x0E, 0x1F);
    for (std::size_t i = odd.first_in(text, from); i < text.size(); i = odd.first_in(text, i + 1)) {
        if (text[i] != '\xC2') return i;
        if (i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
    std::size_t i = 0;
    const auto byte_at = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    while (i < bytes.size()) {
        // Nearly all is ASCII: eight bytes at a time.
        for (std::uint64_t eight; i + sizeof eight <= bytes.size(); i += sizeof eight) {
            std::memcpy(&eight, bytes.data() + i, sizeof eight);
            if ((eight & 0x8080808080808080u) != 0) break;
        }
        while (i < bytes.size() && byte_at(i) < 0x80) ++i;
        if (i == bytes.size()) break;
        const unsigned char lead = byte_at(i);
        std::size_t size = 0;
        unsigned char low = 0x80, high = 0xBF; // bounds of the second byte, RFC 3629 §4
        if (lead >= 0xC2 && lead <= 0xDF) {
            size = 2;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            size = 3;
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) high = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            size = 4;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) high = 0x8F;
        } else {
            return i;
        }
        if (i + size > bytes.size()) return i;
        if (byte_at(i + 1) < low || byte_at(i + 1) > high) return i;
        for (std::size_t k = 2; k < size; ++k)
            if ((byte_at(i + k) & 0xC0) != 0x80) return i;
        i += size;
    }
    return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
        if (count-- == 0) break;
    }
    return text.substr(0, i);
}

std::string excerpt(std::string_view text, std::size_t characters) {
    text = trim(text);
    if (count_characters(text) <= characters) return std::string(text);
    auto cut = first_characters(text, characters);
    if (const auto space = cut.find_last_of(' '); space != std::string_view::npos && space > 0) cut = cut.substr(0, space);
    while (!cut.empty() && (is_space(cut.back()) || cut.back() == ',' || cut.back() == ';' || cut.back() == ':'))
        cut.remove_suffix(1);
    return std::string(cut) + "…";
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
    const auto wanted = code_points(search_key(word));
    if (wanted.size() > 200) return std::nullopt; // nobody mistypes that much; the distance is quadratic
    std::optional<std::string> best;
    std::size_t best_distance = 0;
    for (const auto& candidate : candidates) {
        const auto other = code_points(search_key(candidate));
        const auto longer = std::max(wanted.size(), other.size());
        const auto shorter = std::min(wanted.size(), other.size());
        const auto allowed = std::max<std::size_t>(1, longer / 3);
        if (longer - shorter > allowed) continue;
        const auto distance = edit_distance(wanted, other);
        if (distance > allowed || distance >= longer) continue;
        if (!best || distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string fill(std::string_view pattern, std::span<const NamedValue> values) {
    return fill_with(pattern, [&](std::string_view name) -> std::optional<std::string_view> {
        for (const auto& value : values)
            if (value.name == name) return value.value;
        return std::nullopt;
    });
}

std::string fill(std::string_view pattern, std::span<const std::string> values) {
    return fill_with(pattern, [&](std::string_view name) -> std::optional<std::string_view> {
        if (name.size() != 1 || name[0] < '0' || name[0] > '9') return std::nullopt;
        const auto index = static_cast<std::size_t>(name[0] - '0');
        if (index >= values.size()) return std::nullopt;
        return values[index];
    });
}

} // namespace livret
