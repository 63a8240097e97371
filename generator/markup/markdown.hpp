// Markdown as the repository's authors write it: CommonMark with GitHub's tables, task lists, strike-through (two
// tildes: French writes « ~20 élèves ») and autolinks, and footnotes. [the room's only way to cmark-gfm]
//
// What comes out holds no markup of the author's own and no address: see model/rich_text.hpp.
#pragma once

#include "diag/sink.hpp"
#include "model/rich_text.hpp"

namespace livret {

struct MarkdownOptions {
    Language language = Language::fr;
    int first_heading = 2;                        // the level that the text's highest headings get
    std::string id_prefix = {};                   // of headings' and footnotes' ids: several texts share a page
    std::size_t max_bytes = std::size_t{1} << 20; // 1 MiB
    // cmark-gfm takes a time that grows with the square of a table's width (measured: 120 KB of pipes, 4 s).
    int max_columns = 64;
    int max_depth = 100; // of blocks and inlines in one another
};

// `body` stands at byte `offset` of reporter.text() and begins a line there. Reports raw-html, dangerous-url,
// external-image, missing-alternative, control-character, table-too-wide, nested-too-deeply, file-too-large; after the last
// three the text is empty.
RichText parse_markdown(const Reporter& reporter, std::string_view body, std::size_t offset, const MarkdownOptions& options);

// CommonMark alone, its output as the specification's examples have it (raw HTML left out): the same writer without
// what Livret adds. For the tests against the specification.
std::string render_commonmark(std::string_view text);

} // namespace livret
