#include "export/csv.hpp"

#include "base/byte_set.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool starts_formula(std::string_view text) {
    static constexpr std::array<std::string_view, 11> signs{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    return std::any_of(signs.begin(), signs.end(), [&](std::string_view one) { return text.starts_with(one); });
}

// A spreadsheet that trims what it reads would find the formula behind them.
std::string_view without_spaces(std::string_view text) {
    static constexpr std::array<std::string_view, 5> spaces{" ", "\u00A0", "\u202F", "\u3000", "\uFEFF"};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view one : spaces)
            if (text.starts_with(one)) {
                text.remove_prefix(one.size());
                again = true;
            }
    }
    return text;
}

std::string safe_text(std::string_view text) {
    std::string out;
    const std::string_view behind = text.substr(std::min(text.find_first_not_of('\''), text.size()));
    if (is_formula(behind)) out += '\'';
    std::size_t done = 0;
    for (std::size_t at; (at = text.find('\0', done)) != std::string_view::npos; done = at + 1) {
        out += text.substr(done, at - done);
        out += "\uFFFD";
    }
    out += text.substr(done);
    return out;
}

void append_field(std::string& out, const CsvCell& cell) {
    static constexpr ByteSet structural(",;\t\"\r\n");
    const std::string safe = cell.number ? std::string() : safe_text(cell.value);
    const std::string_view text = cell.number ? cell.value : safe;
    const bool quoted = structural.first_in(text) < text.size() || text.starts_with(' ') || text.ends_with(' ');
    if (!quoted) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

template <class Cells> void append_record(std::string& out, const Cells& cells, char separator) {
    const std::size_t start = out.size();
    bool first = true;
    for (const auto& cell : cells) {
        if (!first) out += separator;
        first = false;
        append_field(out, CsvCell(cell));
    }
    if (out.size() == start) out += "\"\"";
    out += "\r\n";
}

} // namespace

CsvCell CsvCell::of(std::int64_t number) {
    CsvCell out(std::to_string(number));
    out.number = true;
    return out;
}

bool is_formula(std::string_view text) {
    return starts_formula(without_spaces(text));
}

std::string csv_text(const CsvTable& table, Language language) {
    const char separator = language == Language::fr ? ';' : ',';
    std::string out(byte_order_mark);
    append_record(out, table.columns, separator);
    for (const auto& row : table.rows) append_record(out, row, separator);
    return out;
}

} // namespace livret
