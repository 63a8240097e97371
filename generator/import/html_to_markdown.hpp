// HTML of another program as Markdown that its author can go on writing: paragraphs, headings, lists, quotations, code, tables,
// emphasis, links, pictures, footnotes as Livret writes them. Everything else becomes its words; nothing becomes raw HTML.
//
// What was text stays text: every sign that Markdown would read as its own is escaped, so that parse_markdown gives the same
// words back whatever they are. Pure.
#pragma once

#include "markup/html_tree.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace livret {

// Where an <a> or an <img> leads, as the Markdown should name it (not encoded), or nothing: then a link becomes its words and a
// picture its alternative text. Without a function: web and mail addresses stay, pictures are words.
using LinkTarget = std::function<std::optional<std::string>(const HtmlNode& element)>;

// Ends with a line end, unless there is nothing. Blocks are separated by one empty line.
std::string html_to_markdown(const std::vector<HtmlNode>& nodes, const LinkTarget& target = {});

// Words on one line as Markdown that shows just them.
std::string markdown_of_words(std::string_view words);

// The words of elements on one line, white space collapsed, without what nobody sees.
std::string plain_line(const HtmlNode& node);

} // namespace livret
