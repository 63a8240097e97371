#include "markup/html_writer.hpp"

#include "base/text.hpp"
#include "base/typography.hpp"
#include "base/unicode.hpp"
#include "markup/addresses.hpp"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

std::string_view type_of(cmark_node* node) {
    return cmark_node_get_type_string(node);
}

std::string_view literal_of(cmark_node* node) {
    const char* text = cmark_node_get_literal(node);
    return text == nullptr ? std::string_view() : text;
}

// Addresses as CommonMark's examples show them: percent-encoded but for what URLs hold already.
std::string commonmark_url(std::string_view url) {
    static constexpr std::string_view kept = "-_.+!*'(),%#@?=;:/&$~";
    std::string out;
    for (const char c : url) {
        const bool safe =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kept.find(c) != std::string_view::npos;
        if (c == '&')
            out += "&amp;";
        else if (c == '\'')
            out += "&#x27;";
        else if (safe)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string commonmark_text(std::string_view text) {
    return replace_all(escape_html(text), "&#39;", "'");
}

bool is_comment(std::string_view html) {
    const std::string_view one = trim(html);
    return one.starts_with("<!--") && one.ends_with("-->") && one.find("-->") == one.size() - 3;
}

} // namespace

HtmlWriter::HtmlWriter(const Reporter* reporter, const MarkdownOptions* options, int first_line)
    : reporter_(reporter), options_(options), first_line_(first_line),
      lines_(reporter == nullptr ? std::string_view() : reporter->text()) {}

RichText HtmlWriter::write(cmark_node* document) {
    cmark_node* notes = nullptr;
    for (cmark_node* node = cmark_node_first_child(document); node != nullptr; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION) {
            if (notes == nullptr) notes = node;
            continue;
        }
        block(node);
    }
    if (notes != nullptr) footnotes(notes);
    for (std::string* text : {&out_.html, &out_.plain}) text->shrink_to_fit(); // it stays until its group's pages are written
    return std::move(out_);
}

void HtmlWriter::line_start() {
    if (!out_.html.empty() && out_.html.back() != '\n') out_.html += '\n';
}

void HtmlWriter::children(cmark_node* node) {
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) block(child);
}

void HtmlWriter::block(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        line_start();
        out_.html += "<blockquote>\n";
        children(node);
        line_start();
        out_.html += "</blockquote>\n";
        return;
    case CMARK_NODE_LIST:
        return list(node);
    case CMARK_NODE_ITEM:
        return item(node);
    case CMARK_NODE_CODE_BLOCK:
        return code_block(node);
    case CMARK_NODE_HTML_BLOCK:
        return raw_html(node);
    case CMARK_NODE_HEADING:
        return heading(node);
    case CMARK_NODE_THEMATIC_BREAK:
        line_start();
        out_.html += bare() ? "<hr />\n" : "<hr>\n";
        return;
    case CMARK_NODE_PARAGRAPH:
        return paragraph(node);
    default:
        if (type_of(node) == "table") return table(node);
        inline_node(node);
    }
}

void HtmlWriter::heading(cmark_node* node) {
    const int written = cmark_node_get_heading_level(node);
    line_start();
    if (bare()) {
        out_.html += fmt::format("<h{}>", written);
        children(node);
        out_.html += fmt::format("</h{}>\n", written);
        return;
    }
    const std::string words = plain_text(node);
    if (is_blank(words)) return; // an empty heading leads nowhere
    // Levels never skip one on the page, whatever the author's editor wrote.
    while (!open_headings_.empty() && open_headings_.back() >= written) open_headings_.pop_back();
    open_headings_.push_back(written);
    const int level = std::min(options_->first_heading + static_cast<int>(open_headings_.size()) - 1, 6);
    Heading heading;
    heading.level = level;
    heading.id = published_id(options_->id_prefix + slugify(words));
    heading.text = typeset(words, options_->language);
    heading.at = {{first_line_ + cmark_node_get_start_line(node) - 1, 1}, 1};
    out_.html += fmt::format("<h{} id=\"{}\">", level, heading.id);
    out_.headings.push_back(std::move(heading));
    children(node);
    out_.html += fmt::format("</h{}>\n", level);
    out_.plain += '\n';
}

void HtmlWriter::paragraph(cmark_node* node) {
    cmark_node* parent = cmark_node_parent(node);
    cmark_node* grandparent = parent == nullptr ? nullptr : cmark_node_parent(parent);
    const bool tight = grandparent != nullptr && cmark_node_get_type(grandparent) == CMARK_NODE_LIST &&
                       cmark_node_get_list_tight(grandparent) != 0;
    if (tight) {
        children(node);
        out_.plain += '\n';
        return;
    }
    line_start();
    cmark_node* only = cmark_node_first_child(node);
    const bool figure = !bare() && only != nullptr && cmark_node_next(only) == nullptr &&
                        cmark_node_get_type(only) == CMARK_NODE_IMAGE && *cmark_node_get_title(only) != '\0';
    if (figure) {
        out_.html += "<figure>";
        image(only);
        out_.html += "<figcaption>";
        text(cmark_node_get_title(only));
        out_.html += "</figcaption></figure>\n";
    } else {
        out_.html += "<p>";
        children(node);
        out_.html += "</p>\n";
    }
    out_.plain += '\n';
}

void HtmlWriter::list(cmark_node* node) {
    line_start();
    const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    const int start = cmark_node_get_list_start(node);
    const bool tasks = !bare() && cmark_node_first_child(node) != nullptr && type_of(cmark_node_first_child(node)) == "tasklist";
    out_.html += ordered ? "<ol" : "<ul";
    if (ordered && start != 1) out_.html += fmt::format(" start=\"{}\"", start);
    if (tasks) out_.html += " class=\"tasks\"";
    out_.html += ">\n";
    children(node);
    out_.html += ordered ? "</ol>\n" : "</ul>\n";
}

void HtmlWriter::item(cmark_node* node) {
    line_start();
    if (!bare() && type_of(node) == "tasklist") {
        const bool done = cmark_gfm_extensions_get_tasklist_item_checked(node);
        const char* label = done ? (french() ? "fait" : "done") : (french() ? "à faire" : "to do");
        out_.html += fmt::format("<li class=\"task\"><span class=\"{}\" role=\"img\" aria-label=\"{}\"></span> ",
                                 done ? "box done" : "box", label);
    } else {
        out_.html += "<li>";
    }
    children(node);
    out_.html += "</li>\n";
}

void HtmlWriter::code_block(cmark_node* node) {
    line_start();
    const std::string_view info = cmark_node_get_fence_info(node);
    const std::string_view word = info.substr(0, info.find_first_of(" \t"));
    // A long line scrolls, so the block can be reached with the keyboard.
    out_.html += bare() ? "<pre><code" : "<pre tabindex=\"0\"><code";
    if (!word.empty()) out_.html += " class=\"language-" + commonmark_text(printable(word)) + "\"";
    out_.html += '>';
    literal(literal_of(node));
    out_.html += "</code></pre>\n";
    out_.plain += '\n';
}

void HtmlWriter::table(cmark_node* node) {
    line_start();
    ++tables_;
    // A wide table scrolls within its own frame: a named group that the keyboard reaches.
    out_.html += fmt::format("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{} {}\">\n<table>\n",
                             french() ? "Tableau" : "Table", tables_);
    cmark_node* head = cmark_node_first_child(node);
    cmark_node* corner = head == nullptr ? nullptr : cmark_node_first_child(head);
    // An empty corner means that the first column names its rows.
    const bool named_rows = corner != nullptr && is_blank(plain_text(corner));
    bool body = false;
    for (cmark_node* row = head; row != nullptr; row = cmark_node_next(row)) {
        const bool header = cmark_gfm_extensions_get_table_row_is_header(row) != 0;
        if (header) out_.html += "<thead>\n";
        if (!header && !body) out_.html += "<tbody>\n";
        body = body || !header;
        table_row(row, header, named_rows);
        if (header) out_.html += "</thead>\n";
    }
    if (body) out_.html += "</tbody>\n";
    out_.html += "</table>\n</div>\n";
}

void HtmlWriter::table_row(cmark_node* row, bool header, bool rows_have_headings) {
    const std::uint8_t* alignments = cmark_gfm_extensions_get_table_alignments(cmark_node_parent(row));
    const std::uint16_t columns = cmark_gfm_extensions_get_table_columns(cmark_node_parent(row));
    out_.html += "<tr>\n";
    std::uint16_t column = 0;
    for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr && column < columns;
         cell = cmark_node_next(cell), ++column) {
        const bool names_row = !header && rows_have_headings && column == 0;
        const bool heading = (header || names_row) && !is_blank(plain_text(cell));
        out_.html += heading ? (header ? "<th scope=\"col\"" : "<th scope=\"row\"") : "<td";
        if (alignments[column] == 'r') out_.html += " class=\"right\"";
        if (alignments[column] == 'c') out_.html += " class=\"center\"";
        out_.html += '>';
        children(cell);
        out_.html += heading ? "</th>\n" : "</td>\n";
        out_.plain += ' ';
    }
    out_.html += "</tr>\n";
    out_.plain += '\n';
}

void HtmlWriter::footnotes(cmark_node* first) {
    line_start();
    out_.html += fmt::format("<section class=\"footnotes\" aria-label=\"Notes\">\n<ol>\n");
    int number = 0;
    for (cmark_node* node = first; node != nullptr; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION) continue;
        const std::string id = fmt::format("{}{}", options_->id_prefix, ++number);
        out_.html += fmt::format("<li id=\"fn-{}\">", id);
        children(node);
        std::string back;
        const int references = references_[std::to_string(number)];
        for (int i = 1; i <= references; ++i)
            back += fmt::format(" <a class=\"footnote-back\" href=\"#fnref-{}{}\" aria-label=\"{} {}\">↩</a>", id,
                                i == 1 ? "" : fmt::format("-{}", i), french() ? "Retour à l’appel de note" : "Back to reference",
                                i == 1 ? std::to_string(number) : fmt::format("{}-{}", number, i));
        // Beside the note's last words, not on a line of its own.
        if (out_.html.ends_with("</p>\n"))
            out_.html.insert(out_.html.size() - 5, back);
        else
            out_.html += back;
        out_.html += "</li>\n";
    }
    out_.html += "</ol>\n</section>\n";
}

void HtmlWriter::footnote_reference(cmark_node* node) {
    const std::string number(literal_of(node));
    if (in_link_) {
        out_.html += "<sup>" + number + "</sup>";
        return;
    }
    const int nth = ++references_[number];
    const std::string id = options_->id_prefix + number;
    out_.html +=
        fmt::format("<sup class=\"footnote-ref\"><a href=\"#fn-{}\" id=\"fnref-{}{}\" aria-label=\"Note {}\">{}</a></sup>", id,
                    id, nth == 1 ? "" : fmt::format("-{}", nth), number, number);
}

void HtmlWriter::raw_html(cmark_node* node) {
    const std::string_view html = trim(literal_of(node));
    if (bare() || html.empty() || is_comment(html) || html.starts_with("</") || reporter_->full()) return;
    const std::string_view first = html.substr(0, html.find('\n'));
    reporter_->report(Code::raw_html, place_of(node, first), {excerpt(printable(first), 60)});
}

void HtmlWriter::inline_node(cmark_node* node) {
    const auto wrapped = [&](std::string_view tag) {
        out_.html += fmt::format("<{}>", tag);
        children(node);
        out_.html += fmt::format("</{}>", tag);
    };
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        return text(literal_of(node));
    case CMARK_NODE_LINEBREAK:
        out_.html += bare() ? "<br />\n" : "<br>\n";
        out_.plain += ' ';
        return;
    case CMARK_NODE_SOFTBREAK:
        out_.html += '\n';
        out_.plain += ' ';
        return;
    case CMARK_NODE_CODE:
        out_.html += "<code>";
        literal(literal_of(node));
        out_.html += "</code>";
        return;
    case CMARK_NODE_HTML_INLINE:
        return raw_html(node);
    case CMARK_NODE_STRONG:
        return wrapped("strong");
    case CMARK_NODE_EMPH:
        return wrapped("em");
    case CMARK_NODE_LINK:
        return link(node);
    case CMARK_NODE_IMAGE:
        return image(node);
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return footnote_reference(node);
    default:
        if (type_of(node) == "strikethrough") return wrapped("del");
        children(node);
    }
}

void HtmlWriter::text(std::string_view words) {
    if (bare()) {
        out_.html += commonmark_text(words);
        return;
    }
    const std::string shown = typeset(words, options_->language);
    append_escaped_html(out_.html, shown);
    out_.plain += shown;
}

void HtmlWriter::literal(std::string_view code) {
    if (bare()) {
        out_.html += commonmark_text(code);
        return;
    }
    const std::string shown = printable(code);
    append_escaped_html(out_.html, shown);
    out_.plain += shown;
}

std::size_t HtmlWriter::add_slot(Slot::Kind kind, const std::string& target, std::string words, Span at) {
    out_.slots.push_back({kind, target, std::move(words), at});
    return out_.slots.size() - 1;
}

void HtmlWriter::link(cmark_node* node) {
    const std::string target = cmark_node_get_url(node);
    const std::string title = cmark_node_get_title(node);
    if (bare()) {
        out_.html += "<a href=\"" + commonmark_url(target) + "\"";
        if (!title.empty()) out_.html += " title=\"" + commonmark_text(title) + "\"";
        out_.html += '>';
        children(node);
        out_.html += "</a>";
        return;
    }
    const bool nested = in_link_; // an address within a link's words: HTML knows no link in a link
    const AddressKind kind = address_kind(target);
    const Span at = place_of(node, target);
    if (kind == AddressKind::dangerous) reporter_->report(Code::dangerous_url, at, {excerpt(printable(target), 60)});
    const std::string words = plain_text(node);
    const bool published = !nested && kind != AddressKind::dangerous && kind != AddressKind::harmless && !target.empty();
    if (published) out_.html += fmt::format("<a href=\"livret-slot:{}\">", add_slot(Slot::Kind::link, target, words, at));
    if (is_blank(words) && cmark_node_first_child(node) == nullptr)
        literal(target); // a link without words could be neither seen nor read out
    in_link_ = nested || published;
    children(node);
    in_link_ = nested;
    if (published) out_.html += "</a>";
}

void HtmlWriter::image(cmark_node* node) {
    const std::string target = cmark_node_get_url(node);
    const std::string alternative = plain_text(node);
    if (bare()) {
        out_.html += "<img src=\"" + commonmark_url(target) + "\" alt=\"" + commonmark_text(alternative) + "\"";
        const std::string title = cmark_node_get_title(node);
        if (!title.empty()) out_.html += " title=\"" + commonmark_text(title) + "\"";
        out_.html += " />";
        return;
    }
    const AddressKind kind = address_kind(target);
    const Span at = place_of(node, target);
    const std::string shown = typeset(alternative, options_->language);
    if (kind == AddressKind::external) {
        reporter_->report(Code::external_image, at, {excerpt(printable(target), 60)});
    } else if (kind != AddressKind::local) {
        reporter_->report(Code::dangerous_url, at, {excerpt(printable(target), 60)});
    } else {
        if (is_blank(alternative)) reporter_->report(Code::missing_alternative, at, {target});
        out_.html += fmt::format("<img src=\"livret-slot:{}\" alt=\"{}\" loading=\"lazy\" decoding=\"async\">",
                                 add_slot(Slot::Kind::image, target, shown, at), escape_html(shown));
    }
    out_.plain += shown;
}

std::string HtmlWriter::published_id(std::string base) {
    std::string id = base;
    // Going on from the last number: a text of a hundred thousand equal headings must not take for ever.
    for (int& next = next_id_[base]; !ids_.insert(id).second;) id = fmt::format("{}-{}", base, ++next + 1);
    return id;
}

// cmark-gfm's lines are right, some of its columns are not: the words themselves are looked for on the line.
Span HtmlWriter::place_of(cmark_node* node, std::string_view wanted) {
    const int line = first_line_ + std::max(cmark_node_get_start_line(node), 1) - 1;
    const std::string_view text = lines_.line(line);
    Cursor& from = searched_[line];
    const std::size_t found = wanted.empty() ? std::string_view::npos : text.find(wanted, from.bytes);
    if (found == std::string_view::npos) {
        const int column = std::clamp(cmark_node_get_start_column(node), 1, static_cast<int>(text.size()) + 1);
        return {{line, column}, 1};
    }
    const std::size_t before = from.characters + count_characters(text.substr(from.bytes, found - from.bytes));
    const std::size_t length = count_characters(wanted);
    from = {found + wanted.size(), before + length};
    return {{line, static_cast<int>(before) + 1}, static_cast<int>(length)};
}

std::string HtmlWriter::plain_text(cmark_node* node) {
    std::string out;
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) {
        switch (cmark_node_get_type(child)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            out += literal_of(child);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            out += ' ';
            break;
        default:
            out += plain_text(child);
        }
    }
    return out;
}

} // namespace livret
