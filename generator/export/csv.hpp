// Tables as text that spreadsheets open and programs read: RFC 4180 with a byte-order mark.
//
// Bytes: UTF-8 behind EF BB BF, without which Excel takes it for Windows-1252. Records end with CR LF. Fields
// are parted by semicolons in French, where a comma is in numbers, else by commas; one is quoted when it
// holds a quote, a line end, a tab or either separator, or begins or ends with a space. A record of one empty
// field is `""`, not an empty line.
//
// Text that a spreadsheet would run as a formula gets a leading apostrophe: = + - @, also in their full-width
// forms, tab, CR and LF, also behind spaces; numbers never do, so -3 stays a number. So that readers can take
// it off again, text that has apostrophes before such a character gets one more: who reads removes one
// apostrophe where an apostrophe, or several, stand before such a character, and nowhere else.
//
// Every text comes back as it was, but NUL, which many readers end at: it becomes U+FFFD.
#pragma once

#include "base/date.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct CsvCell {
    std::string value; // of a number: its digits
    bool number = false;

    CsvCell() = default;
    CsvCell(std::string text) : value(std::move(text)) {}
    CsvCell(std::string_view text) : value(text) {}
    CsvCell(const char* text) : value(text) {}
    static CsvCell of(std::int64_t number);
    static CsvCell of(std::size_t number) { return of(static_cast<std::int64_t>(number)); }
    static CsvCell of(int number) { return of(static_cast<std::int64_t>(number)); }
};

struct CsvTable {
    std::vector<std::string> columns;
    std::vector<std::vector<CsvCell>> rows; // each as long as `columns`
};

// Whether a spreadsheet could take the text for a formula.
bool is_formula(std::string_view text);

std::string csv_text(const CsvTable& table, Language language);

} // namespace livret
