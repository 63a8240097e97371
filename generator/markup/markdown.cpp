#include "markup/markdown.hpp"

#include "base/text.hpp"
#include "base/words.hpp"
#include "markup/html_writer.hpp"
#include "markup/table_guard.hpp"

#include <cmark-gfm-core-extensions.h>

#include <array>
#include <memory>
#include <mutex>

#include <fmt/format.h>

namespace livret {

namespace {

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

Tree parse_extended(std::string_view text) {
    static std::once_flag registered; // the library's registry is a global
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    const int flags = CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
    const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(flags));
    for (const char* name : {"table", "strikethrough", "autolink", "tasklist"})
        if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    cmark_parser_feed(parser.get(), text.data(), text.size());
    Tree tree(cmark_parser_finish(parser.get()));
    cmark_consolidate_text_nodes(tree.get()); // so that typography sees whole words
    return tree;
}

// How deep the tree is, and the line where it is deepest. The writer recurses, so this comes first.
struct Depth {
    int levels = 0;
    int line = 1;
};
Depth depth_of(cmark_node* root) {
    Depth deepest;
    int depth = 0;
    cmark_iter* iterator = cmark_iter_new(root);
    for (cmark_event_type event = cmark_iter_next(iterator); event != CMARK_EVENT_DONE; event = cmark_iter_next(iterator)) {
        cmark_node* node = cmark_iter_get_node(iterator);
        const bool leaf = cmark_node_first_child(node) == nullptr;
        if (event == CMARK_EVENT_ENTER && !leaf && ++depth > deepest.levels)
            deepest = {depth, std::max(cmark_node_get_start_line(node), 1)};
        if (event == CMARK_EVENT_EXIT && !leaf) --depth;
    }
    cmark_iter_free(iterator);
    return deepest;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t';
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

void report_controls(const Reporter& reporter, std::string_view body, std::size_t offset) {
    for (auto at = first_control(body); at && !reporter.full();) {
        const std::size_t size = static_cast<unsigned char>(body[*at]) == 0xC2 ? 2 : 1;
        const unsigned code = static_cast<unsigned char>(body[*at + size - 1]);
        reporter.report(Code::control_character, Span{position_at(reporter.text(), offset + *at), 1},
                        {fmt::format("U+{:04X}", code)}, {.did_you_mean = std::nullopt, .fixes = {{offset + *at, size, ""}}});
        at = first_control(body, *at + size);
    }
}

} // namespace

RichText parse_markdown(const Reporter& reporter, std::string_view body, std::size_t offset, const MarkdownOptions& options) {
    const int first_line = position_at(reporter.text(), offset).line;
    if (body.size() > options.max_bytes) {
        reporter.report(Code::file_too_large, Span{{first_line, 1}, 1},
                        {shown_size(body.size(), Language::fr), shown_size(options.max_bytes, Language::fr),
                         shown_size(body.size(), Language::en), shown_size(options.max_bytes, Language::en)});
        return {};
    }
    if (const auto wide = find_wide_table(body, options.max_columns)) {
        reporter.report(Code::table_too_wide, Span{position_at(reporter.text(), offset + wide->offset), 1},
                        {std::to_string(wide->columns), std::to_string(options.max_columns)});
        return {};
    }
    report_controls(reporter, body, offset);
    const Tree tree = parse_extended(body);
    if (const Depth depth = depth_of(tree.get()); depth.levels > options.max_depth) {
        reporter.report(Code::nested_too_deeply, Span{{first_line + depth.line - 1, 1}, 1},
                        {std::to_string(depth.levels), std::to_string(options.max_depth)});
        return {};
    }
    RichText out = HtmlWriter(&reporter, &options, first_line).write(tree.get());
    out.words = count_words(out.plain);
    out.html.shrink_to_fit(); // a group's worth of texts is held at once
    out.plain.shrink_to_fit();
    out.headings.shrink_to_fit();
    out.slots.shrink_to_fit();
    return out;
}

std::string render_commonmark(std::string_view text) {
    const Tree tree(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
    return HtmlWriter(nullptr, nullptr, 1).write(tree.get()).html;
}

} // namespace livret
