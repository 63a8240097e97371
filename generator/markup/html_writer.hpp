// Writes a cmark-gfm tree as the HTML of a RichText. Used by markdown.cpp only.
#pragma once

#include "markup/markdown.hpp"

#include <cmark-gfm.h>

#include <map>
#include <set>
#include <string>

namespace livret {

class HtmlWriter {
  public:
    // Where lines of the tree stand in the file: line 1 of the tree is `first_line` of it.
    HtmlWriter(const Reporter* reporter, const MarkdownOptions* options, int first_line);

    RichText write(cmark_node* document);

  private:
    bool bare() const { return options_ == nullptr; }
    bool french() const { return options_->language == Language::fr; }

    void children(cmark_node* node);
    void block(cmark_node* node);
    void inline_node(cmark_node* node);

    void heading(cmark_node* node);
    void paragraph(cmark_node* node);
    void list(cmark_node* node);
    void item(cmark_node* node);
    void code_block(cmark_node* node);
    void table(cmark_node* node);
    void table_row(cmark_node* row, bool header, bool rows_have_headings);
    void footnotes(cmark_node* first);
    void footnote_reference(cmark_node* node);
    void raw_html(cmark_node* node);
    void link(cmark_node* node);
    void image(cmark_node* node);

    void line_start(); // a line end, unless at the start of a line
    void text(std::string_view text);
    void literal(std::string_view text); // code: letter by letter
    std::size_t add_slot(Slot::Kind kind, const std::string& target, std::string text, Span at);
    std::string published_id(std::string base);
    Span place_of(cmark_node* node, std::string_view wanted);
    static std::string plain_text(cmark_node* node);

    const Reporter* reporter_;
    const MarkdownOptions* options_;
    int first_line_;
    LineIndex lines_; // of the file
    RichText out_;
    std::vector<int> open_headings_;
    std::set<std::string> ids_;
    std::map<std::string, int> next_id_;
    struct Cursor {
        std::size_t bytes = 0, characters = 0; // of the line before it
    };
    std::map<int, Cursor> searched_; // line -> where place_of goes on looking
    std::map<std::string, int> references_;
    int tables_ = 0;
    bool in_link_ = false; // links do not nest
};

} // namespace livret
