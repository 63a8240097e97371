// A table as spreadsheets save it, read whatever they did: separators, encodings, line ends, quotes.
//
// Encodings: UTF-8 with or without a byte-order mark, UTF-16 of either order (Excel's "Unicode text"), else
// Windows-1252, which every byte string nearly is: whoever calls says so to the reader. The separator is the
// one of semicolon, comma and tab that parts the first record most often; Excel's own first line `sep=;`
// decides, if it is there.
//
// Pure. What it is given may be anything: sizes are bounded, positions are those of characters in the file as
// it is opened.
#pragma once

#include "diag/sink.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

inline constexpr std::size_t largest_sheet = std::size_t{4} << 20; // bytes
inline constexpr std::size_t most_rows = 5000, most_columns = 100;

enum class TextEncoding { utf8, windows_1252, utf16 };

struct DecodedText {
    std::string text; // UTF-8 without byte-order mark, line ends LF
    TextEncoding encoding = TextEncoding::utf8;
};

// Nothing if it is no text at all: half a character of UTF-16, a byte that Windows-1252 does not have.
std::optional<DecodedText> decode_text(std::string_view bytes);

// Whether it reads like UTF-8 that was taken for Windows-1252 once (« Ã‰milie »), or holds the sign for what
// could not be read.
bool is_garbled(std::string_view text);

struct SheetCell {
    std::string text; // as it stands between its quotes
    Span at;          // of its first character; of the place where it would be
};
using SheetRow = std::vector<SheetCell>; // without the empty cells at its end; never empty

// Rows without those that hold nothing. Nothing after an error: list-unreadable.
std::optional<std::vector<SheetRow>> read_sheet(std::string_view text, const Reporter& reporter);

// Words as people see them: no-break spaces are spaces, several one, invisible signs nothing. In NFC.
std::string plain_words(std::string_view text);

} // namespace livret
