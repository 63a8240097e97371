#include "load/sheet.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace livret {

namespace {

// Windows-1252, 0x80 to 0x9F (https://encoding.spec.whatwg.org/index-windows-1252.txt); 0: it has no such
// byte.
constexpr std::array<char32_t, 32> high{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& out, char32_t c) {
    const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) {
        byte(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        byte(0xE0 | (c >> 12));
        byte(0x80 | ((c >> 6) & 0x3F));
    } else {
        byte(0xF0 | (c >> 18));
        byte(0x80 | ((c >> 12) & 0x3F));
        byte(0x80 | ((c >> 6) & 0x3F));
    }
    byte(0x80 | (c & 0x3F));
}

std::optional<std::string> from_windows(std::string_view bytes) {
    std::string out;
    for (const char each : bytes) {
        const auto c = static_cast<unsigned char>(each);
        const char32_t code = c >= 0x80 && c < 0xA0 ? high[c - 0x80u] : c;
        if (code == 0 && c != 0) return std::nullopt;
        append_utf8(out, code);
    }
    return out;
}

std::optional<std::string> from_utf16(std::string_view bytes, bool big) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
    };
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        const char32_t c = unit(at);
        if (c < 0xD800 || c > 0xDFFF) {
            append_utf8(out, c);
            continue;
        }
        if (c > 0xDBFF || at + 2 >= bytes.size()) return std::nullopt;
        const char32_t low = unit(at += 2);
        if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
        append_utf8(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
    }
    return out;
}

// Without a mark: text in Latin letters has a NUL in nearly every second byte.
std::optional<bool> looks_like_utf16(std::string_view bytes) {
    std::array<std::size_t, 2> nuls{};
    const std::string_view head = bytes.substr(0, 1024);
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++nuls[i % 2];
    if (nuls[0] * 5 > head.size() * 2 && nuls[1] == 0) return true; // big end first
    if (nuls[1] * 5 > head.size() * 2 && nuls[0] == 0) return false;
    return std::nullopt;
}

std::optional<DecodedText> decoded(std::string_view bytes) {
    const auto of_utf16 = [](std::string_view rest, bool big) -> std::optional<DecodedText> {
        auto text = from_utf16(rest, big);
        if (!text) return std::nullopt;
        return DecodedText{std::move(*text), TextEncoding::utf16};
    };
    if (bytes.starts_with("\xFF\xFE")) return of_utf16(bytes.substr(2), false);
    if (bytes.starts_with("\xFE\xFF")) return of_utf16(bytes.substr(2), true);
    if (const auto big = looks_like_utf16(bytes)) return of_utf16(bytes, *big);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (!first_invalid_utf8(bytes)) return DecodedText{std::string(bytes), TextEncoding::utf8};
    auto text = from_windows(bytes);
    if (!text) return std::nullopt;
    return DecodedText{std::move(*text), TextEncoding::windows_1252};
}

std::vector<char32_t> characters(std::string_view text) {
    std::vector<char32_t> out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t c = size == 1 ? lead : lead & (0xFFu >> (size + 1));
        for (std::size_t k = 1; k < size; ++k) c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        out.push_back(c);
        i += size;
    }
    return out;
}

// Parts a text into cells, with the place of each.
class SheetReader {
  public:
    SheetReader(std::string_view text, const Reporter& reporter) : text_(text), reporter_(reporter) {}

    std::optional<std::vector<SheetRow>> read() {
        if (const auto nul = text_.find('\0'); nul != std::string_view::npos)
            return fail(Span{position_at(text_, nul), 1}, "il contient un caractère nul", "it holds a NUL character");
        choose_separator();
        std::vector<SheetRow> out;
        while (at_ < text_.size()) {
            SheetRow row;
            if (!read_row(row)) return std::nullopt;
            while (!row.empty() && plain_words(row.back().text).empty()) row.pop_back();
            if (row.empty()) continue;
            if (row.size() > most_columns)
                return fail(row[most_columns].at, fmt::format("plus de {} colonnes", most_columns),
                            fmt::format("more than {} columns", most_columns));
            if (out.size() == most_rows)
                return fail(row.front().at, fmt::format("plus de {} lignes", most_rows),
                            fmt::format("more than {} rows", most_rows));
            out.push_back(std::move(row));
        }
        return out;
    }

  private:
    std::optional<std::vector<SheetRow>> fail(Span at, std::string fr, std::string en) const {
        reporter_.report(Code::list_unreadable, at, {std::move(fr), std::move(en)});
        return std::nullopt;
    }
    Span here() const { return {{line_, column_}, 1}; }

    // One byte; a character counts once.
    char take() {
        const char c = text_[at_++];
        if (c == '\n')
            ++line_, column_ = 1;
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            ++column_;
        return c;
    }

    void choose_separator() {
        std::string_view first = text_.substr(0, text_.find('\n'));
        if (first.size() == 5 && ascii_lower(first).starts_with("sep=")) {
            separator_ = first[4];
            while (at_ < text_.size() && take() != '\n') {
            }
            return;
        }
        // Up to the first row that holds something, which may have line ends between quotes.
        std::array<std::size_t, 3> counts{};
        static constexpr std::string_view candidates = ";,\t";
        bool quoted = false, any = false;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            const char c = text_[i];
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            const std::size_t which = candidates.find(c);
            if (which != std::string_view::npos)
                ++counts[which];
            else if (c == '\n' && any)
                break;
            else if (c != '\n' && c != ' ')
                any = true;
        }
        const auto most = std::max_element(counts.begin(), counts.end());
        separator_ = *most == 0 ? ';' : candidates[static_cast<std::size_t>(most - counts.begin())];
    }

    bool read_quoted(SheetCell& cell) {
        const Span opening = here();
        take();
        for (;;) {
            if (at_ == text_.size()) {
                fail(opening, "un guillemet ouvert ici n’est jamais refermé", "a quote that opens here is never closed");
                return false;
            }
            const char c = take();
            if (c != '"') {
                cell.text += c;
            } else if (at_ < text_.size() && text_[at_] == '"') {
                cell.text += take();
            } else {
                break;
            }
        }
        while (at_ < text_.size() && text_[at_] == ' ' && separator_ != ' ') take();
        if (at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n') return true;
        fail(here(), "du texte suit le guillemet fermant", "text follows the closing quote");
        return false;
    }

    bool read_row(SheetRow& row) {
        for (;;) {
            SheetCell cell{{}, here()};
            if (at_ < text_.size() && text_[at_] == '"') {
                if (!read_quoted(cell)) return false;
            } else {
                while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') cell.text += take();
            }
            // Hostile: millions of cells in one row. One more than may be is kept, to point at.
            if (row.size() <= most_columns || !plain_words(cell.text).empty()) {
                if (row.size() > most_columns) row.resize(most_columns);
                const auto length = count_characters(std::string_view(cell.text).substr(0, cell.text.find('\n')));
                cell.at.length = static_cast<int>(std::max<std::size_t>(1, length));
                row.push_back(std::move(cell));
            }
            if (at_ == text_.size()) return true;
            if (take() == '\n') return true;
        }
    }

    std::string_view text_;
    const Reporter& reporter_;
    std::size_t at_ = 0;
    int line_ = 1, column_ = 1;
    char separator_ = ';';
};

} // namespace

std::optional<DecodedText> decode_text(std::string_view bytes) {
    auto out = decoded(bytes);
    if (out) out->text = lf_text(out->text);
    return out;
}

bool is_garbled(std::string_view text) {
    std::string bytes;
    bool high_ones = false;
    for (const char32_t c : characters(text)) {
        if (c == 0xFFFD) return true;
        const auto found = std::find(high.begin(), high.end(), c);
        if (c < 0x100)
            bytes += static_cast<char>(c);
        else if (found != high.end())
            bytes += static_cast<char>(0x80 + (found - high.begin()));
        else
            return false;
        high_ones = high_ones || c >= 0x80;
    }
    return high_ones && !first_invalid_utf8(bytes);
}

std::optional<std::vector<SheetRow>> read_sheet(std::string_view text, const Reporter& reporter) {
    return SheetReader(text, reporter).read();
}

std::string plain_words(std::string_view text) {
    static constexpr std::array<std::string_view, 5> spaces{"\u00A0", "\u202F", "\u2007", "\u2009", "\u3000"};
    static constexpr std::array<std::string_view, 5> nothing{"\u200B", "\u200E", "\u200F", "\uFEFF", "\u00AD"};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        const auto starts = [&](std::string_view one) { return rest.starts_with(one); };
        const auto space = std::find_if(spaces.begin(), spaces.end(), starts),
                   none = std::find_if(nothing.begin(), nothing.end(), starts);
        if (none != nothing.end()) {
            i += none->size();
        } else if (space != spaces.end() || rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r')) {
            if (!out.empty() && out.back() != ' ') out += ' ';
            i += space != spaces.end() ? space->size() : 1;
        } else {
            out += rest[0];
            ++i;
        }
    }
    if (out.ends_with(' ')) out.pop_back();
    return nfc(out);
}

} // namespace livret
