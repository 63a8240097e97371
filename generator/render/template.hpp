// Templates cut into pieces: literal text and tags, each with its place in its own file, and partials pasted in.
//
// The dialect is Mustache without what makes it hard to check: {{name}} {{a.b}} {{.}}, {{{html}}} or {{&html}},
// {{#section}} {{^inverted}} {{/end}}, {{> partial}}, {{! comment}}. Refused: other delimiters, inheritance, sections
// that end in another file than they begin in. A tag of the last five kinds that stands alone on its line takes the
// line's white space and end with it, as in Mustache's specification; unlike there, a partial that stands alone is not
// indented, because HTML does not need it and <pre> must not have it.
#pragma once

#include "diag/sink.hpp"
#include "render/theme.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct Piece {
    enum class Kind { literal, escaped, raw, section, inverted, close, partial };
    Kind kind = Kind::literal;
    std::string text;                // of a literal; otherwise the tag's name
    const ThemeFile* file = nullptr; // where it was written
    std::size_t offset = 0;          // bytes
    std::size_t size = 0;            // bytes of the whole tag
};

// The pieces of one file, with partials still named. Sections are balanced whatever the file says.
std::vector<Piece> cut(const ThemeFile& file, Sink& sink);

// The pieces of a page with its partials, theirs and so on, in place; no piece is a partial any more.
std::vector<Piece> flatten(const Theme& theme, const ThemeFile& page, Sink& sink);

// Reports about a piece, at its tag.
void report_at(const Piece& piece, Code code, std::vector<std::string> arguments, Sink& sink, ReportOptions options = {});

} // namespace livret
