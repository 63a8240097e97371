// Whatever people wrote comes back out of a CSV as they wrote it, and no spreadsheet takes it for a formula.
// Read again by a reader of this file's own, which accepts RFC 4180 and nothing else.
#include "export/csv.hpp"
#include "property.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace livret::tests {

namespace {

using Records = std::vector<std::vector<std::string>>;

// RFC 4180 §2: CR LF after each record; a field in quotes, with "" for one, or without any of quote,
// separator and line end.
Records read_strictly(std::string_view text, char separator) {
    Records out;
    std::size_t at = 0;
    const auto fail = [&](const char* why) { throw std::runtime_error(fmt::format("{} at byte {} of {}", why, at, text)); };
    while (at < text.size()) {
        auto& record = out.emplace_back();
        for (;;) {
            std::string field;
            if (at < text.size() && text[at] == '"') {
                for (++at;; ++at) {
                    if (at >= text.size()) fail("quote that never ends");
                    if (text[at] == '"' && text.substr(at, 2) != "\"\"") break;
                    if (text[at] == '"') ++at;
                    field += text[at];
                }
                ++at;
            } else {
                for (; at < text.size() && text[at] != separator && text[at] != '\r'; ++at) {
                    if (text[at] == '"' || text[at] == '\n') fail("a sign that wants quotes");
                    field += text[at];
                }
            }
            record.push_back(field);
            if (at < text.size() && text[at] == separator) {
                ++at;
                continue;
            }
            if (text.substr(at, 2) != "\r\n") fail("no line end");
            at += 2;
            break;
        }
    }
    return out;
}

bool dangerous(std::string_view text) {
    for (const char* sign : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"})
        if (text.starts_with(sign)) return true;
    return false;
}

std::string_view past_spaces(std::string_view text) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view space : {" ", "\u00A0", "\u202F", "\u3000", "\uFEFF"})
            if (text.starts_with(space)) text.remove_prefix(space.size()), again = true;
    }
    return text;
}

// The rule of csv.hpp, read backwards.
std::string as_written(const std::string& field) {
    const std::size_t first = field.find_first_not_of('\'');
    const bool marked = first != std::string::npos && first > 0 && dangerous(past_spaces(std::string_view(field).substr(first)));
    return marked ? field.substr(1) : field;
}

rc::Gen<std::string> any_text() {
    return text_of({"=", "+",      "-",      "@",  "\t", "\r", "\n", "\r\n", "\"",   "\"\"",   ";", ",", "'",       "''",
                    " ", "\u00A0", "\u202F", "＝", "＠", "a",  "é",  "10",   "=1+1", "\uFEFF", "𝄞", "|", "SUM(A1)", "."});
}

bool any_text_comes_back_and_is_no_formula(const char* name) {
    return rc::check(name, [] {
        const auto width = *rc::gen::inRange<std::size_t>(1, 5);
        const auto height = *rc::gen::inRange<std::size_t>(0, 5);
        const Language language = *rc::gen::element(Language::fr, Language::en);
        CsvTable table;
        Records written;
        const auto row_of = [&] { return *rc::gen::container<std::vector<std::string>>(width, rc::gen::scale(0.3, any_text())); };
        table.columns = row_of();
        written.push_back(table.columns);
        for (std::size_t i = 0; i < height; ++i) {
            written.push_back(row_of());
            table.rows.emplace_back(written.back().begin(), written.back().end());
        }
        const std::string text = csv_text(table, language);
        RC_ASSERT(text.starts_with("\xEF\xBB\xBF"));
        Records read = read_strictly(std::string_view(text).substr(3), language == Language::fr ? ';' : ',');
        for (auto& record : read)
            for (std::string& field : record) {
                RC_ASSERT(!dangerous(past_spaces(field)));
                field = as_written(field);
            }
        RC_ASSERT(read == written);
    });
}

bool a_number_is_never_marked_as_text(const char* name) {
    return rc::check(name, [](std::int64_t number) {
        const std::string text = csv_text({{"n"}, {{CsvCell::of(number)}}}, Language::fr);
        RC_ASSERT(text == fmt::format("\xEF\xBB\xBFn\r\n{}\r\n", number));
    });
}

// Many readers end at it.
bool nul_becomes_a_sign(const char* name) {
    return rc::check(name, [](bool fr) {
        const std::string text = csv_text({{std::string("a\0b", 3)}, {}}, fr ? Language::fr : Language::en);
        RC_ASSERT(text == "\xEF\xBB\xBF"
                          "a\uFFFDb\r\n");
    });
}

} // namespace

std::vector<Property> csv_properties() {
    return {{"any text comes back out of a CSV, and none of it is a formula", any_text_comes_back_and_is_no_formula},
            {"a number in a CSV is never marked as text", a_number_is_never_marked_as_text},
            {"NUL in a CSV becomes U+FFFD", nul_becomes_a_sign}};
}

} // namespace livret::tests
