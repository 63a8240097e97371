// A text of the repository as HTML for another portfolio system: without classes, styles and what only Livret's pages know,
// every sign beyond ASCII as a numeric reference, because Mahara reads a text with pictures as Latin-1.
#pragma once

#include "base/paths.hpp"
#include "model/rich_text.hpp"

#include <map>
#include <string>
#include <string_view>

namespace livret {

// `from` is the file that the text stands in, `files` the entries of attachments by their source. A link to anything else of
// the repository becomes its words.
std::string leap2a_html(const RichText& text, const SourcePath& from, const std::map<SourcePath, std::string>& files);

// One line of words, escaped the same way.
std::string leap2a_words(std::string_view words);

} // namespace livret
