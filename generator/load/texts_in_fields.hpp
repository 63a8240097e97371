// Markdown inside a front-matter field (`text: |`): parsed like a body, with positions in the file.
#pragma once

#include "load/fields.hpp"
#include "markup/markdown.hpp"

namespace livret {

RichText text_of(const Record& record, std::string_view key, const Reporter& reporter, const MarkdownOptions& options);

} // namespace livret
