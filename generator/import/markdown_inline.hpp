// What stands in one paragraph, on its way from HTML to Markdown: pieces that are put together at the end, because whether a
// run of asterisks opens an emphasis depends on its neighbours (CommonMark §6.4, "left-flanking").
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct InlinePiece {
    enum class Kind {
        words, // not escaped yet
        exact, // Markdown as it stands: a code span, a picture, a link
        open,  // of an emphasis
        close,
        line_break,
    };
    enum class Mark { strong, emphasis, deleted };
    Kind kind = Kind::words;
    std::string text = {};
    Mark mark = Mark::strong;
};
using InlinePieces = std::vector<InlinePiece>;

enum class LineBreaks { kept, spaces };

// The Markdown of the pieces, without white space at either end; empty if nobody would see anything. Emphasis that Markdown
// could not express where it stands (in the middle of a word, against a sign) is left out, its words are kept.
std::string assembled(InlinePieces pieces, LineBreaks breaks);

// With white space moved out of the marks: `**word** ` for <b>word </b>. The same pieces if nothing visible is in them.
InlinePieces marked(InlinePieces inner, InlinePiece::Mark mark);

// Shorter or longer white space of HTML as one space; control characters and line ends gone. No-break spaces stay.
std::string collapsed(std::string_view text);
std::string_view trim_spaces(std::string_view text); // also no-break ones
bool is_only_spaces(std::string_view text);

} // namespace livret
