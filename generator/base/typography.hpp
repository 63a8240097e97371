// The spaces and apostrophes of printed French and English, put into what people typed on a keyboard.
//
// Nobody types no-break spaces, so « Pourquoi ? » breaks before its question mark on a narrow screen. Spaces that are
// there become the right ones; none is ever added or taken away, because a colon may belong to a code or an address.
// Source of the rules: Lexique des règles typographiques en usage à l'Imprimerie nationale, « Ponctuation ».
#pragma once

#include "base/date.hpp"

#include <string>
#include <string_view>

namespace livret {

// `text` is UTF-8 as people see it (no markup). Straight apostrophes between letters become curly, three dots an
// ellipsis; in French, the spaces inside « » and before : ; ? ! % € become no-break ones. Control characters and
// characters that reorder their neighbours (U+202A-202E, U+2066-2069) are dropped: a name must not rewrite the line
// it stands in.
std::string typeset(std::string_view text, Language language);

// The dropping alone, for text that is shown letter by letter (code).
std::string printable(std::string_view text);

// The French spaces alone, for sentences of the program that hold paths and commands.
std::string no_break_spaces(std::string_view text);

} // namespace livret
