#include "import/markdown_inline.hpp"

#include "base/text.hpp"
#include "base/xml_characters.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

constexpr std::string_view ascii_signs = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

// Marks times letters of one paragraph: beyond, trying them all would take a time that nobody waits, and nobody meant them.
constexpr std::size_t most_work = 20'000'000;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_sign(char c) {
    return ascii_signs.find(c) != std::string_view::npos;
}

// U+00A0, U+2000 to U+200A, U+202F, U+3000: what CommonMark counts as white space beside a mark, and HTML does not collapse.
bool is_wide_space(char32_t c) {
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_space(char32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0 || is_wide_space(c);
}

// Letters and digits for sure; everything beyond ASCII that is not a European letter might be punctuation to cmark.
bool is_word(char32_t c) {
    if (c < 0x80) return is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c));
    return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x52F && c != 0x37E && c != 0x387);
}
bool is_surely_sign(char32_t c) {
    return (c < 0x80 && is_sign(static_cast<char>(c))) || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2026 ||
           c == 0x2013 || c == 0x2014;
}

char32_t first_character(std::string_view text) {
    return text.empty() ? U'\n' : decode_utf8(text, 0).code;
}
char32_t last_character(std::string_view text) {
    if (text.empty()) return U'\n';
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return decode_utf8(text, at).code;
}

bool must_escape(std::string_view words, std::size_t i) {
    const char c = words[i];
    const char before = i > 0 ? words[i - 1] : '\0', after = i + 1 < words.size() ? words[i + 1] : '\0';
    switch (c) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
        return true;
    case '_':
        return !((is_letter(before) || is_digit(before)) && (is_letter(after) || is_digit(after)));
    case '<':
        return after == '\0' || is_letter(after) || after == '/' || after == '!' || after == '?';
    case '&':
        return after == '\0' || is_letter(after) || after == '#';
    case '~':
        return before == '~' || after == '~' || before == '\0' || after == '\0';
    default:
        return false;
    }
}

// Markdown makes a link of an address in words and takes it as it stands, up to the next space: backslashes and marks in it too.
// Whether nothing in it needs one, so that it may become such a link. `from` is after "://" or "www.".
bool is_plain_address(std::string_view words, std::size_t from, bool more_follows) {
    for (std::size_t i = from; i < words.size(); ++i) {
        if (words[i] == ' ' || words[i] == '\n') return true;
        if (words[i] == ';' || words[i] == '<' || (words[i] != '&' && must_escape(words, i))) return false;
    }
    return !more_follows;
}

// Words with everything escaped that Markdown might read, but for what matters at the beginning of a line only.
std::string escaped(std::string_view words, bool more_follows) {
    std::string out;
    out.reserve(words.size() + 8);
    std::size_t address_end = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view rest = words.substr(i);
        const bool scheme = rest.starts_with("://"), host = ascii_lower(rest.substr(0, 4)) == "www.";
        if ((scheme || host) && i >= address_end) {
            if (is_plain_address(words, i + (scheme ? 3 : 4), more_follows)) {
                address_end = std::min(words.find(' ', i), words.size());
            } else if (scheme) {
                out += '\\';
            } else {
                out += words.substr(i, 3);
                out += '\\';
                i += 3;
            }
        }
        if (must_escape(words, i) && !(i < address_end && words[i] == '&')) out += '\\';
        out += words[i];
    }
    return out;
}

bool consists_of(std::string_view text, std::string_view signs) {
    return text.find_first_not_of(signs) == std::string_view::npos;
}

// A line that would begin a heading, a list, a quotation, a table's second row ...
std::string with_safe_start(std::string line) {
    if (line.empty()) return line;
    const char c = line[0];
    const std::string_view rest = std::string_view(line).substr(1);
    const auto ends_word = [](std::string_view text) { return text.empty() || text[0] == ' ' || text[0] == '\t'; };
    bool escape = c == '>';
    if (c == '#') {
        const std::size_t signs = line.find_first_not_of('#');
        escape = signs == std::string::npos || ends_word(std::string_view(line).substr(signs));
    }
    if (c == '-' || c == '+') escape = ends_word(rest);
    if (c == '-' || c == ':' || c == '|') escape = escape || consists_of(line, "-:| ");
    if (c == '=') escape = consists_of(line, "= ");
    if (escape) return "\\" + line;
    if (is_digit(c)) {
        const std::size_t end = line.find_first_not_of("0123456789");
        if (end != std::string::npos && end <= 9 && (line[end] == '.' || line[end] == ')') &&
            ends_word(std::string_view(line).substr(end + 1)))
            line.insert(end, "\\");
    }
    return line;
}

struct Chosen {
    std::size_t open = 0, close = 0; // indices of pieces
    int way = 0;                     // which spelling; past the last: none
};

std::string_view spelling(InlinePiece::Mark mark, int way) {
    if (mark == InlinePiece::Mark::emphasis) return way == 0 ? "_" : way == 1 ? "*" : "";
    if (mark == InlinePiece::Mark::deleted) return way == 0 ? "~~" : "";
    return way == 0 ? "**" : "";
}

bool flanks(std::string_view mark, char32_t outer, char32_t inner) {
    if (is_space(inner)) return false;
    const bool open_outside = is_space(outer) || is_surely_sign(outer);
    if (!is_word(inner) && !open_outside) return false;
    if (mark == "_") return open_outside;
    const auto sign = static_cast<char32_t>(mark[0]);
    return outer != sign && inner != sign; // runs would join: ***
}

// Drops `close open` of one kind with nothing in between: <b>a</b><b>b</b>.
void join_neighbours(InlinePieces& pieces) {
    InlinePieces out;
    for (InlinePiece& piece : pieces) {
        if (piece.kind == InlinePiece::Kind::words && piece.text.empty()) continue;
        if (piece.kind == InlinePiece::Kind::open && !out.empty() && out.back().kind == InlinePiece::Kind::close &&
            out.back().mark == piece.mark)
            out.pop_back();
        else
            out.push_back(std::move(piece));
    }
    pieces = std::move(out);
}

// One space between words, none at the ends or beside a line break.
void tidy_spaces(InlinePieces& pieces) {
    bool space_before = true; // or a beginning
    for (InlinePiece& piece : pieces) {
        if (piece.kind == InlinePiece::Kind::line_break) space_before = true;
        if (piece.kind == InlinePiece::Kind::exact) space_before = false;
        if (piece.kind != InlinePiece::Kind::words) continue;
        std::string out;
        for (const char c : piece.text) {
            if (c == ' ' && space_before) continue;
            space_before = c == ' ';
            out += c;
        }
        piece.text = std::move(out);
    }
    bool nothing_after = true;
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        if (piece->kind == InlinePiece::Kind::line_break) nothing_after = true;
        if (piece->kind == InlinePiece::Kind::exact) nothing_after = false;
        if (piece->kind != InlinePiece::Kind::words || !nothing_after) continue;
        while (piece->text.ends_with(' ')) piece->text.pop_back();
        nothing_after = piece->text.empty();
    }
}

bool is_visible(const InlinePiece& piece) {
    return (piece.kind == InlinePiece::Kind::words && !is_only_spaces(piece.text)) || piece.kind == InlinePiece::Kind::exact;
}

std::vector<Chosen> pairs_of(const InlinePieces& pieces) {
    std::vector<Chosen> out;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].kind == InlinePiece::Kind::open) open.push_back(i);
        if (pieces[i].kind != InlinePiece::Kind::close || open.empty()) continue;
        out.push_back({open.back(), i});
        open.pop_back();
    }
    return out;
}

struct Assembly {
    std::string text;
    std::vector<std::size_t> at; // where each piece begins
};

Assembly put_together(const InlinePieces& pieces, const std::vector<Chosen>& pairs, LineBreaks breaks) {
    std::vector<std::string_view> marks(pieces.size());
    for (const Chosen& one : pairs) marks[one.open] = marks[one.close] = spelling(pieces[one.open].mark, one.way);
    Assembly out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        out.at.push_back(out.text.size());
        const InlinePiece& piece = pieces[i];
        switch (piece.kind) {
        case InlinePiece::Kind::words: {
            // A kept line break is a backslash, which an address would take in.
            const bool last = i + 1 == pieces.size(), breaks_here = !last && pieces[i + 1].kind == InlinePiece::Kind::line_break;
            out.text += escaped(piece.text, !last && !(breaks_here && breaks != LineBreaks::kept));
            break;
        }
        case InlinePiece::Kind::exact:
            if (piece.text.starts_with('[') && out.text.ends_with('!')) out.text.insert(out.text.size() - 1, "\\");
            out.text += piece.text;
            break;
        case InlinePiece::Kind::line_break:
            out.text += breaks == LineBreaks::kept ? "\\\n" : " ";
            break;
        default:
            out.text += marks[i];
        }
    }
    out.at.push_back(out.text.size());
    return out;
}

bool holds(const Assembly& made, const InlinePieces& pieces, const Chosen& pair) {
    const std::string_view text = made.text, mark = spelling(pieces[pair.open].mark, pair.way);
    if (mark.empty()) return true;
    const std::size_t open = made.at[pair.open], close = made.at[pair.close];
    return flanks(mark, last_character(text.substr(0, open)), first_character(text.substr(open + mark.size()))) &&
           flanks(mark, first_character(text.substr(close + mark.size())), last_character(text.substr(0, close)));
}

} // namespace

bool is_only_spaces(std::string_view text) {
    return trim_spaces(text).empty();
}

std::string_view trim_spaces(std::string_view text) {
    std::size_t from = 0;
    while (from < text.size()) {
        const auto one = decode_utf8(text, from);
        if (!is_space(one.code)) break;
        from += one.size;
    }
    text.remove_prefix(from);
    while (!text.empty() && is_space(last_character(text))) {
        std::size_t at = text.size() - 1;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
        text = text.substr(0, at);
    }
    return text;
}

std::string collapsed(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto one = decode_utf8(text, at);
        const bool white = one.code == ' ' || (one.code >= 9 && one.code <= 13);
        const bool control = one.code < 0x20 || (one.code >= 0x7F && one.code <= 0x9F) || one.code == 0xAD ||
                             one.code == 0xFEFF || one.code == 0x200B || (one.code >= 0x202A && one.code <= 0x202E) ||
                             (one.code >= 0x2066 && one.code <= 0x2069);
        if (white) {
            if (!out.ends_with(' ')) out += ' ';
        } else if (!control) {
            out += text.substr(at, one.size);
        }
        at += one.size;
    }
    return out;
}

InlinePieces marked(InlinePieces inner, InlinePiece::Mark mark) {
    if (std::none_of(inner.begin(), inner.end(), is_visible)) return inner;
    InlinePieces before, after;
    const auto first = std::find_if(inner.begin(), inner.end(), [](const InlinePiece& one) {
        return one.kind != InlinePiece::Kind::words || !is_only_spaces(one.text);
    });
    before.assign(inner.begin(), first);
    inner.erase(inner.begin(), first);
    if (!inner.empty() && inner.front().kind == InlinePiece::Kind::words) {
        const std::string_view kept = trim_spaces(inner.front().text);
        const std::size_t cut = static_cast<std::size_t>(kept.data() - inner.front().text.data());
        if (cut > 0) before.push_back({InlinePiece::Kind::words, inner.front().text.substr(0, cut)});
        inner.front().text.erase(0, cut);
    }
    while (!inner.empty() && inner.back().kind == InlinePiece::Kind::words && is_only_spaces(inner.back().text)) {
        after.insert(after.begin(), inner.back());
        inner.pop_back();
    }
    if (!inner.empty() && inner.back().kind == InlinePiece::Kind::words) {
        std::string& last = inner.back().text;
        const std::string_view kept = trim_spaces(last);
        const std::size_t end = static_cast<std::size_t>(kept.data() - last.data()) + kept.size();
        if (end < last.size()) after.insert(after.begin(), {InlinePiece::Kind::words, last.substr(end)});
        last.resize(end);
    }
    InlinePieces out = std::move(before);
    out.push_back({InlinePiece::Kind::open, "", mark});
    std::move(inner.begin(), inner.end(), std::back_inserter(out));
    out.push_back({InlinePiece::Kind::close, "", mark});
    std::move(after.begin(), after.end(), std::back_inserter(out));
    return out;
}

std::string assembled(InlinePieces pieces, LineBreaks breaks) {
    if (std::none_of(pieces.begin(), pieces.end(), is_visible)) return "";
    while (!pieces.empty() && !is_visible(pieces.back()) &&
           (pieces.back().kind == InlinePiece::Kind::line_break || pieces.back().kind == InlinePiece::Kind::words))
        pieces.pop_back();
    while (!pieces.empty() && !is_visible(pieces.front()) &&
           (pieces.front().kind == InlinePiece::Kind::line_break || pieces.front().kind == InlinePiece::Kind::words))
        pieces.erase(pieces.begin());
    tidy_spaces(pieces);
    join_neighbours(pieces);
    std::vector<Chosen> pairs = pairs_of(pieces);
    Assembly made = put_together(pieces, pairs, breaks);
    if (pairs.size() * made.text.size() > most_work) {
        for (Chosen& one : pairs) one.way = 2;
        made = put_together(pieces, pairs, breaks);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (Chosen& one : pairs) {
            if (holds(made, pieces, one)) continue;
            ++one.way;
            changed = true;
            made = put_together(pieces, pairs, breaks);
            break; // inner ones first: they are the ones to give up
        }
    }
    std::string out;
    for (const std::string_view line : split(made.text, '\n')) {
        if (!out.empty()) out += '\n';
        out += with_safe_start(std::string(out.empty() ? line : trim(line)));
    }
    return out;
}

} // namespace livret
