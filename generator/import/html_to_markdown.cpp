#include "import/html_to_markdown.hpp"

#include "base/text.hpp"
#include "import/markdown_inline.hpp"
#include "markup/addresses.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

// Lists and quotations in one another beyond this depth become their contents: parse_markdown refuses a text of a hundred.
constexpr int deepest = 20;
constexpr std::size_t most_columns = 64; // of a table, as parse_markdown takes them
constexpr std::size_t longest_address = 2000;

using Nodes = std::vector<HtmlNode>;

bool holds_blocks(const HtmlNode& node) {
    if (is_dropped_element(node.tag)) return false;
    return std::any_of(node.children.begin(), node.children.end(),
                       [](const HtmlNode& one) { return is_block_element(one.tag) || holds_blocks(one); });
}

bool is_list(std::string_view tag) {
    return tag == "ul" || tag == "ol" || tag == "menu" || tag == "dir";
}
bool is_heading(std::string_view tag) {
    return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
}

// Signs that would end the address or the line; the rest is as its author wrote it.
std::string encoded_target(std::string_view target) {
    std::string out;
    for (const char c : target) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F || std::string_view("()<>\\\"`").find(c) != std::string_view::npos)
            out += fmt::format("%{:02X}", byte);
        else
            out += c;
    }
    return out;
}

std::size_t longest_run(std::string_view text, char c) {
    std::size_t longest = 0, run = 0;
    for (const char one : text) {
        run = one == c ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

std::string code_span(std::string_view text) {
    const std::string words(trim(collapsed(text)));
    if (words.empty()) return "";
    const std::string fence(longest_run(words, '`') + 1, '`');
    const bool padded = words.starts_with('`') || words.ends_with('`');
    return fence + (padded ? " " : "") + words + (padded ? " " : "") + fence;
}

// x², m³: where every sign is one that exists raised.
std::optional<std::string> raised(std::string_view text) {
    static constexpr std::array<std::string_view, 10> digits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string out;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        out += digits[static_cast<std::size_t>(c - '0')];
    }
    return out.empty() ? std::nullopt : std::optional(out);
}

std::string prefixed(std::string_view text, std::string_view first, std::string_view others) {
    std::string out;
    bool begun = false;
    for (const std::string_view line : split(text, '\n')) {
        if (begun) out += '\n';
        const std::string_view before = begun ? others : first;
        out += line.empty() ? std::string(before.substr(0, before.find_last_not_of(' ') + 1))
                            : std::string(before) + std::string(line);
        begun = true;
    }
    return out;
}

struct Block {
    enum class Kind { plain, list, code, quotation } kind = Kind::plain;
    std::string text;
    bool ordered_elsewhere = false; // a numbered list that cannot follow a line of words directly
};
using Blocks = std::vector<Block>;

class Writer {
  public:
    explicit Writer(const LinkTarget& target) : target_(target) {}

    std::string write(const Nodes& nodes) {
        std::string out = join_blocks(blocks_of(nodes, 0), "\n\n");
        for (const std::string& note : notes_) out += (out.empty() ? "" : "\n\n") + note;
        return out.empty() ? "" : out + "\n";
    }

    InlinePieces inline_of(const Nodes& nodes) {
        InlinePieces out;
        for (const HtmlNode& node : nodes) add_inline(node, out);
        return out;
    }

  private:
    static std::string join_blocks(const Blocks& blocks, std::string_view between) {
        std::string out;
        for (const Block& one : blocks) out += (out.empty() ? "" : std::string(between)) + one.text;
        return out;
    }

    // --- inline
    void add_inline(const HtmlNode& node, InlinePieces& out) {
        if (node.is_text()) {
            out.push_back({InlinePiece::Kind::words, collapsed(node.text)});
            return;
        }
        const std::string& tag = node.tag;
        if (is_dropped_element(tag)) return;
        if (tag == "br") {
            out.push_back({InlinePiece::Kind::line_break});
        } else if (tag == "strong" || tag == "b") {
            add_marked(node, InlinePiece::Mark::strong, in_strong_, out);
        } else if (tag == "em" || tag == "i" || tag == "cite" || tag == "dfn") {
            add_marked(node, InlinePiece::Mark::emphasis, in_emphasis_, out);
        } else if (tag == "del" || tag == "s" || tag == "strike") {
            add_marked(node, InlinePiece::Mark::deleted, in_deleted_, out);
        } else if (tag == "code" || tag == "kbd" || tag == "samp" || tag == "tt") {
            if (const std::string span = code_span(text_of(node)); !span.empty()) out.push_back({InlinePiece::Kind::exact, span});
        } else if (tag == "a") {
            add_link(node, out);
        } else if (tag == "img") {
            add_image(node, "", out);
        } else if (tag == "sup") {
            add_raised(node, out);
        } else if (tag == "q") {
            out.push_back({InlinePiece::Kind::words, "“"});
            add_children(node, out);
            out.push_back({InlinePiece::Kind::words, "”"});
        } else {
            if (is_block_element(tag)) out.push_back({InlinePiece::Kind::words, " "});
            add_children(node, out);
            if (is_block_element(tag)) out.push_back({InlinePiece::Kind::words, " "});
        }
    }

    void add_children(const HtmlNode& node, InlinePieces& out) {
        for (const HtmlNode& child : node.children) add_inline(child, out);
    }

    void add_marked(const HtmlNode& node, InlinePiece::Mark mark, bool& inside, InlinePieces& out) {
        if (inside) return add_children(node, out);
        inside = true;
        InlinePieces inner = marked(inline_of(node.children), mark);
        inside = false;
        std::move(inner.begin(), inner.end(), std::back_inserter(out));
    }

    void add_raised(const HtmlNode& node, InlinePieces& out) {
        const std::string words(trim(text_of(node)));
        if (const HtmlNode* link = node.children.size() == 1 && node.children[0].tag == "a" ? &node.children[0] : nullptr;
            link != nullptr && !words.empty() && words.find_first_not_of("0123456789") == std::string::npos &&
            link->attribute("href").starts_with("#fn-")) {
            out.push_back({InlinePiece::Kind::exact, "[^" + words + "]"});
            return;
        }
        if (const auto known = raised(words))
            out.push_back({InlinePiece::Kind::words, *known});
        else
            add_children(node, out);
    }

    std::optional<std::string> address(const HtmlNode& node) const {
        if (target_) {
            auto found = target_(node);
            if (found && found->size() > longest_address) return std::nullopt;
            return found;
        }
        const std::string_view href = trim(node.attribute("href"));
        const AddressKind kind = address_kind(href);
        if (node.tag != "a" || href.empty() || href.size() > longest_address ||
            (kind != AddressKind::external && kind != AddressKind::mail))
            return std::nullopt;
        return std::string(href);
    }

    void add_link(const HtmlNode& node, InlinePieces& out) {
        InlinePieces inner = inline_of(node.children);
        const bool pictures = std::any_of(inner.begin(), inner.end(), [](const InlinePiece& one) {
            return one.kind == InlinePiece::Kind::exact && one.text.starts_with("![");
        });
        const auto to = in_link_ || pictures ? std::nullopt : address(node);
        const std::string words = collapsed(text_of(node));
        if (!to || is_only_spaces(words)) {
            if (to && is_only_spaces(words) && address_kind(*to) == AddressKind::external)
                out.push_back({InlinePiece::Kind::words, *to});
            else
                std::move(inner.begin(), inner.end(), std::back_inserter(out));
            return;
        }
        in_link_ = true;
        inner = inline_of(node.children);
        in_link_ = false;
        if (words.starts_with(' ')) out.push_back({InlinePiece::Kind::words, " "});
        const std::string label = assembled(std::move(inner), LineBreaks::spaces);
        out.push_back({InlinePiece::Kind::exact, fmt::format("[{}]({})", label, encoded_target(*to))});
        if (words.ends_with(' ')) out.push_back({InlinePiece::Kind::words, " "});
    }

    void add_image(const HtmlNode& node, std::string_view caption, InlinePieces& out) {
        std::string words(trim_spaces(collapsed(node.attribute("alt"))));
        const auto to = address(node);
        if (!to) {
            out.push_back({InlinePiece::Kind::words, words});
            return;
        }
        if (words.empty()) words = std::string(trim_spaces(collapsed(node.attribute("title"))));
        if (words.empty()) words = caption.empty() ? *to : std::string(caption); // a picture says something in words
        std::string title;
        if (!caption.empty()) title = " \"" + replace_all(replace_all(std::string(caption), "\\", "\\\\"), "\"", "\\\"") + "\"";
        title = replace_all(replace_all(title, "&", "\\&"), "<", "\\<");
        out.push_back(
            {InlinePiece::Kind::exact, fmt::format("![{}]({}{})", markdown_of_words(words), encoded_target(*to), title)});
    }

    // --- blocks
    Blocks blocks_of(const Nodes& nodes, int depth) {
        Blocks out;
        InlinePieces line;
        const auto end_line = [&] {
            if (std::string text = assembled(std::move(line), LineBreaks::kept); !text.empty())
                out.push_back({Block::Kind::plain, std::move(text)});
            line.clear();
        };
        for (const HtmlNode& node : nodes) {
            if (node.is_text() || !(is_block_element(node.tag) || is_list(node.tag) || holds_blocks(node))) {
                add_inline(node, line);
                continue;
            }
            end_line();
            add_block(node, depth, out);
        }
        end_line();
        return out;
    }

    void add_blocks(const HtmlNode& node, int depth, Blocks& out) {
        Blocks inner = blocks_of(node.children, depth);
        std::move(inner.begin(), inner.end(), std::back_inserter(out));
    }

    void add_block(const HtmlNode& node, int depth, Blocks& out) {
        const std::string& tag = node.tag;
        if (is_dropped_element(tag)) return;
        if (is_heading(tag)) return add_heading(node, out);
        if (tag == "pre") return add_code(node, out);
        if (tag == "hr") return out.push_back({Block::Kind::plain, "---"});
        if (tag == "table") return add_table(node, depth, out);
        if (node.has_class("footnotes")) return add_notes(node);
        if (depth < deepest && is_list(tag)) return add_list(node, depth, out);
        if (depth < deepest && tag == "blockquote") return add_quotation(node, depth, out);
        if (const auto picture = captioned(node)) return out.push_back({Block::Kind::plain, *picture});
        if (tag == "dt") {
            if (std::string text = assembled(marked(inline_of(node.children), InlinePiece::Mark::strong), LineBreaks::spaces);
                !text.empty())
                out.push_back({Block::Kind::plain, std::move(text)});
            return;
        }
        add_blocks(node, depth, out);
    }

    // <p><img><br><em>caption</em></p>, or a figure with a figcaption: ![...](... "caption").
    std::optional<std::string> captioned(const HtmlNode& node) {
        if (node.tag != "p" && node.tag != "figure") return std::nullopt;
        std::vector<const HtmlNode*> seen;
        for (const HtmlNode& child : node.children)
            if (!(child.is_text() && is_only_spaces(child.text)) && child.tag != "br") seen.push_back(&child);
        if (seen.size() != 2 || seen[0]->tag != "img" || seen[1]->tag != (node.tag == "p" ? "em" : "figcaption"))
            return std::nullopt;
        InlinePieces out;
        if (!address(*seen[0])) return std::nullopt;
        add_image(*seen[0], plain_line(*seen[1]), out);
        return assembled(std::move(out), LineBreaks::spaces);
    }

    void add_heading(const HtmlNode& node, Blocks& out) {
        std::string words = assembled(inline_of(node.children), LineBreaks::spaces);
        if (words.empty()) return;
        const std::string signs(static_cast<std::size_t>(node.tag[1] - '0'), '#');
        // Its own last sign would close the heading; closed by others, it is a word (a backslash could end up in an address).
        if (words.ends_with('#')) words += " " + signs;
        out.push_back({Block::Kind::plain, signs + " " + words});
    }

    void add_code(const HtmlNode& node, Blocks& out) {
        std::string code;
        gather_code(node, code);
        if (code.starts_with('\n')) code.erase(0, 1);
        while (code.ends_with('\n')) code.pop_back();
        if (is_blank(code)) return;
        std::string word;
        for (const HtmlNode& child : node.children)
            for (const std::string_view one : split(child.attribute("class"), ' '))
                if (child.tag == "code" && one.starts_with("language-")) word = one.substr(9);
        if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-#.") != std::string::npos)
            word.clear();
        const std::string fence(std::max<std::size_t>(3, longest_run(code, '`') + 1), '`');
        out.push_back({Block::Kind::code, fence + word + "\n" + code + "\n" + fence});
    }

    static void gather_code(const HtmlNode& node, std::string& out) {
        if (node.tag == "br") out += '\n';
        if (is_dropped_element(node.tag)) return;
        for (const char c : lf_text(node.text))
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
        for (const HtmlNode& child : node.children) gather_code(child, out);
    }

    void add_quotation(const HtmlNode& node, int depth, Blocks& out) {
        const std::string inner = join_blocks(blocks_of(node.children, depth + 1), "\n\n");
        if (!inner.empty()) out.push_back({Block::Kind::quotation, prefixed(inner, "> ", "> ")});
    }

    // [x] or [ ] before an item, from Livret's own signs.
    static std::string_view take_task(HtmlNode& item) {
        if (item.children.empty() || !item.children[0].is_text()) return "";
        std::string& text = item.children[0].text;
        const std::string_view words = trim(text);
        for (const auto& [sign, task] : {std::pair<std::string_view, std::string_view>{"☑", "[x] "}, {"☐", "[ ] "}})
            if (words.starts_with(sign)) {
                text = std::string(trim(words.substr(sign.size())));
                if (item.children.size() > 1) text += ' ';
                return task;
            }
        return "";
    }

    void add_list(const HtmlNode& node, int depth, Blocks& out) {
        const bool ordered = node.tag == "ol";
        int number = 1;
        if (const std::string start(node.attribute("start"));
            ordered && !start.empty() && start.size() < 9 && start.find_first_not_of("0123456789") == std::string::npos)
            number = std::stoi(start);
        // Two lists in a row are two only if their signs differ.
        const bool other =
            !out.empty() && out.back().kind == Block::Kind::list && out.back().text.starts_with(ordered ? "1" : "-");
        const bool from_one = number == 1;
        struct Item {
            std::string_view task;
            Blocks blocks;
        };
        std::vector<Item> items;
        bool tight = true;
        for (HtmlNode child : node.children) {
            if (child.is_text() && is_only_spaces(child.text)) continue;
            if (is_list(child.tag) && !items.empty()) { // as some editors nest lists: beside the item, not in it
                add_list(child, depth + 1, items.back().blocks);
                continue;
            }
            if (child.tag != "li") {
                HtmlNode item{"li", ""};
                item.children.push_back(std::move(child));
                child = std::move(item);
            }
            const std::string_view task = take_task(child);
            for (const HtmlNode& one : child.children)
                if (one.tag == "p") tight = false;
            items.push_back({task, blocks_of(child.children, depth + 1)});
        }
        for (const Item& item : items)
            for (std::size_t i = 1; i < item.blocks.size(); ++i)
                if (item.blocks[i].kind == Block::Kind::plain || item.blocks[i].ordered_elsewhere) tight = false;
        std::string text;
        for (const Item& item : items) {
            const std::string marker = ordered ? fmt::format("{}{} ", number++, other ? ")" : ".") : other ? "* " : "- ";
            const std::string inner = std::string(item.task) + join_blocks(item.blocks, tight ? "\n" : "\n\n");
            if (!text.empty()) text += tight ? "\n" : "\n\n";
            text += prefixed(inner, marker, std::string(marker.size(), ' '));
        }
        if (!text.empty()) out.push_back({Block::Kind::list, std::move(text), ordered && !from_one});
    }

    void add_notes(const HtmlNode& node) {
        for (const HtmlNode& child : node.children) {
            if (child.tag == "ol") add_notes(child);
            if (child.tag != "li") continue;
            HtmlNode note = child;
            remove_ways_back(note);
            const std::string_view id = child.attribute("id");
            const std::string number(id.substr(std::min(id.size(), id.rfind('-') + 1)));
            if (number.empty() || number.find_first_not_of("0123456789") != std::string::npos) continue;
            const std::string inner = join_blocks(blocks_of(note.children, 1), "\n\n");
            notes_.push_back(prefixed(inner, "[^" + number + "]: ", "    "));
        }
    }

    static void remove_ways_back(HtmlNode& node) {
        std::erase_if(node.children,
                      [](const HtmlNode& one) { return one.tag == "a" && one.attribute("href").starts_with("#fnref-"); });
        for (HtmlNode& child : node.children) remove_ways_back(child);
    }

    // --- tables
    struct Cell {
        std::string text;
        char align = ' ';
        bool heading = false;
    };

    static void rows_of(const HtmlNode& node, std::vector<const HtmlNode*>& out) {
        for (const HtmlNode& child : node.children) {
            if (child.tag == "tr") out.push_back(&child);
            if (child.tag == "thead" || child.tag == "tbody" || child.tag == "tfoot") rows_of(child, out);
        }
    }

    static char alignment(const HtmlNode& cell) {
        const std::string style = replace_all(ascii_lower(cell.attribute("style")), " ", ""),
                          align = ascii_lower(cell.attribute("align"));
        for (const auto& [word, sign] : {std::pair<std::string_view, char>{"right", 'r'}, {"center", 'c'}})
            if (align == word || cell.has_class(word) || style.find("text-align:" + std::string(word)) != std::string::npos)
                return sign;
        return ' ';
    }

    void add_table(const HtmlNode& node, int depth, Blocks& out) {
        for (const HtmlNode& child : node.children)
            if (child.tag == "caption") add_blocks(child, depth, out);
        std::vector<const HtmlNode*> rows;
        rows_of(node, rows);
        std::vector<std::vector<Cell>> table;
        std::size_t columns = 0;
        for (const HtmlNode* row : rows) {
            auto& cells = table.emplace_back();
            for (const HtmlNode& cell : row->children) {
                if (cell.tag != "td" && cell.tag != "th") continue;
                cells.push_back({replace_all(assembled(inline_of(cell.children), LineBreaks::spaces), "|", "\\|"),
                                 alignment(cell), cell.tag == "th"});
                const std::string span(cell.attribute("colspan"));
                if (span.size() == 1 && span[0] > '1' && span[0] <= '9')
                    cells.resize(cells.size() + static_cast<std::size_t>(span[0] - '1'));
            }
            columns = std::max(columns, cells.size());
        }
        if (columns == 0 || columns > most_columns || (columns == 1 && table.size() == 1)) { // laid out, not a table
            for (const HtmlNode* row : rows)
                for (const HtmlNode& cell : row->children) add_blocks(cell, depth, out);
            return;
        }
        std::string text;
        for (std::size_t i = 0; i < table.size(); ++i) {
            table[i].resize(columns);
            text += i == 0 ? "|" : "\n|";
            for (const Cell& cell : table[i]) text += cell.text.empty() ? "  |" : " " + cell.text + " |";
            if (i > 0) continue;
            text += "\n|";
            for (const Cell& cell : table[0]) text += cell.align == 'r' ? " ---: |" : cell.align == 'c' ? " :---: |" : " --- |";
        }
        out.push_back({Block::Kind::plain, std::move(text)});
    }

    const LinkTarget& target_;
    std::vector<std::string> notes_;
    bool in_strong_ = false, in_emphasis_ = false, in_deleted_ = false, in_link_ = false;
};

} // namespace

std::string html_to_markdown(const std::vector<HtmlNode>& nodes, const LinkTarget& target) {
    return Writer(target).write(nodes);
}

std::string markdown_of_words(std::string_view words) {
    return assembled({{InlinePiece::Kind::words, collapsed(words)}}, LineBreaks::spaces);
}

std::string plain_line(const HtmlNode& node) {
    return std::string(trim_spaces(collapsed(text_of(node))));
}

} // namespace livret
