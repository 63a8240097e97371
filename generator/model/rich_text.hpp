// A text that an author wrote in Markdown, after parsing: HTML with numbered places where addresses go.
//
// The parser knows no site: where a link leads depends on the build's audience and on the page that shows the
// text. So every address (href, src) in `html` is the word "livret-slot:N" and slots[N] says what the author
// wrote there; the views put the real address in (view/rich.hpp). `html` holds no markup of the author's own:
// raw HTML was dropped.
#pragma once

#include "base/made_once.hpp"
#include "base/shared.hpp"
#include "diag/diagnostic.hpp"

#include <string>
#include <vector>

namespace livret {

struct Slot {
    enum class Kind { link, image };
    Kind kind = Kind::link;
    std::string target; // as written, entities and backslashes resolved, not percent-decoded
    std::string text;   // plain text of the link, or alternative text of the image
    Span at;            // where it stands in the file
};

struct Heading {
    int level = 2;    // 2 to 6, as published: the page's title is level 1
    std::string id;   // unique in this text
    std::string text; // plain
    Span at;
};

struct RichText {
    LIVRET_DECLARED_ONCE(RichText);
    std::string html;
    std::vector<Slot> slots;
    std::vector<Heading> headings;
    std::string plain;     // all words, for the search index and for excerpts
    std::size_t words = 0; // in `plain`
    bool empty() const { return html.empty(); }
};

} // namespace livret
