#include "load/header_writer.hpp"

#include "base/text.hpp"
#include "markup/front_matter.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace livret {

namespace {

using What = HeaderEdit::What;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Header {
    YamlNode map;
    std::size_t body_offset = 0;
};

std::optional<Header> read_header(std::string_view text) {
    Sink sink;
    FrontMatter front = split_front_matter(Reporter(SourcePath{"a.md"}, text, sink));
    if (!front.found || !front.data) return std::nullopt;
    if (front.data->kind == YamlNode::Kind::null) front.data->kind = YamlNode::Kind::map;
    if (front.data->kind != YamlNode::Kind::map) return std::nullopt;
    // Mended while reading (yaml_tree.hpp): the tree is not what the bytes say, and who edits would not know.
    for (const Diagnostic& one : sink.items())
        if (one.severity() == Severity::error && one.code != Code::yaml_colon && one.code != Code::yaml_comment)
            return std::nullopt;
    return Header{std::move(*front.data), front.body_offset};
}

const YamlEntry* entry_of(const YamlNode& map, const Field& field) {
    for (const YamlEntry& one : map.entries)
        if (one.key.text == field.key || one.key.text == field.french) return &one;
    return nullptr;
}

const Field* field_named(const Kind& kind, std::string_view key) {
    for (const Field& one : kind.fields)
        if (one.key == key || one.french == key) return &one;
    return nullptr;
}

// A value as it would be read alone.
std::optional<YamlNode> parsed(const std::string& yaml) {
    Sink sink;
    const std::string text = yaml + "\n";
    auto out = parse_yaml(Reporter(SourcePath{"a.md"}, text, sink), text, 0);
    return sink.items().empty() ? out : std::nullopt;
}

// The innermost value that a value ends with.
const YamlNode& last_of(const YamlNode& node) {
    if (!node.items.empty()) return last_of(node.items.back());
    if (!node.entries.empty()) return last_of(node.entries.back().value);
    return node;
}

// From "1" to 0; of anything else an index that no list has.
std::size_t index_of(const std::string& number) {
    std::size_t out = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), out);
    return error == std::errc{} && end == number.data() + number.size() ? out - 1 : std::string::npos;
}

std::size_t indentation_of(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

// A document's lines, one edit after the other: each reads it anew, so that no edit counts on the lines of another.
class Writer {
  public:
    Writer(std::string text, const Kind& kind, Language language) : text_(std::move(text)), kind_(kind), language_(language) {}

    bool apply(const HeaderEdit& edit) {
        const Field* field = field_named(kind_, edit.key);
        if (field == nullptr || !read()) return false;
        const YamlEntry* entry = entry_of(header_.map, *field);
        const bool gone =
            edit.what == What::remove || ((edit.what == What::list || edit.what == What::map) && edit.items.empty());
        if (gone) {
            if (entry != nullptr) replace_lines(entry->key.at.begin.line, last_line(*entry), {});
            return true;
        }
        if (edit.what == What::within) return entry != nullptr && set_within(*entry, edit);
        if (entry == nullptr) {
            insert(*field, edit);
            return true;
        }
        if (edit.what == What::value) return set_value(*entry, edit.yaml);
        if (edit.what == What::append) return append(*entry, edit);
        return set_items(*entry, edit);
    }

    std::string text_;

  private:
    const Kind& kind_;
    Language language_;
    Header header_;
    std::vector<std::string> lines_; // without their ends
    int closing_ = 0;                // the line "---" that ends the header

    bool read() {
        auto header = read_header(text_);
        if (!header) return false;
        header_ = std::move(*header);
        lines_.clear();
        for (const std::string_view line : split(text_, '\n')) lines_.emplace_back(line);
        closing_ = position_at(text_, header_.body_offset).line - 1;
        if (header_.body_offset == text_.size() && !text_.ends_with('\n')) closing_ = static_cast<int>(lines_.size());
        for (std::size_t i = 0; i + 1 < header_.map.entries.size(); ++i) // {a: b, c: d}
            if (header_.map.entries[i].key.at.begin.line >= header_.map.entries[i + 1].key.at.begin.line) return false;
        return std::all_of(header_.map.entries.begin(), header_.map.entries.end(),
                           [](const YamlEntry& one) { return one.key.at.begin.column == 1; });
    }

    const std::string& line(int number) const { return lines_[static_cast<std::size_t>(number - 1)]; }
    char byte_at(Position at) const {
        const std::size_t offset = offset_of(text_, at);
        return offset < text_.size() ? text_[offset] : '\n';
    }
    bool is_block(const YamlNode& scalar) const {
        return scalar.kind == YamlNode::Kind::scalar && (byte_at(scalar.at.begin) == '|' || byte_at(scalar.at.begin) == '>');
    }

    // Of a block whose author says it (`|2`, because its first line begins with blanks): where its lines begin; else npos.
    std::size_t stated_indentation(const YamlNode& block) const {
        const std::string& opening = line(block.at.begin.line);
        const std::size_t sign = offset_of(text_, block.at.begin);
        char digit = 0; // `|2`, `|-2`, `|2-`
        for (std::size_t i = sign + 1; i < text_.size() && i <= sign + 2; ++i)
            if (text_[i] >= '1' && text_[i] <= '9') digit = text_[i];
        if (digit == 0) return std::string::npos;
        std::size_t key = indentation_of(opening); // behind the dashes of the items that it stands in
        while (opening.compare(key, 2, "- ") == 0) key = opening.find_first_not_of(' ', key + 1);
        return key + static_cast<std::size_t>(digit - '0');
    }

    // The last line before `before` that says something of `node`: comments and blank lines below it belong to what follows,
    // unless they are words of a block.
    int last_line_of(const YamlNode& node, int before) const {
        const YamlNode& last = last_of(node);
        std::size_t words_from = std::string::npos;
        if (is_block(last)) {
            words_from = stated_indentation(last);
            for (int i = last.at.begin.line + 1; i < before && words_from == std::string::npos; ++i)
                if (!is_blank(line(i))) words_from = indentation_of(line(i));
        }
        int out = before - 1;
        const auto says_nothing = [&](const std::string& one) {
            if (is_blank(one)) return true;
            const std::size_t at = indentation_of(one);
            return one[at] == '#' && (words_from == std::string::npos || at < words_from);
        };
        while (out > node.at.begin.line && says_nothing(line(out))) --out;
        return out;
    }

    int next_line(const YamlEntry& entry) const {
        int next = closing_;
        for (const YamlEntry& one : header_.map.entries)
            if (one.key.at.begin.line > entry.key.at.begin.line) next = std::min(next, one.key.at.begin.line);
        return next;
    }
    int last_line(const YamlEntry& entry) const {
        if (entry.value.kind == YamlNode::Kind::null) return entry.key.at.begin.line;
        return last_line_of(entry.value, next_line(entry));
    }

    void replace_lines(int first, int last, const std::vector<std::string>& with) {
        const auto begin = lines_.begin() + (first - 1);
        const auto at = lines_.erase(begin, begin + (last - first + 1));
        lines_.insert(at, with.begin(), with.end());
        text_ = join(lines_, "\n");
    }

    static std::vector<std::string> lines_of(const std::string& text) {
        std::vector<std::string> out;
        for (const std::string_view one : split(text, '\n')) out.emplace_back(one);
        return out;
    }

    static std::string entry_text(std::string_view key, const std::string& yaml) {
        const bool spaced = yaml.starts_with('\n') || yaml.starts_with(' ');
        return fmt::format("{}:{}{}", key, spaced ? "" : " ", yaml);
    }

    // Items as lines, below a key that begins its line.
    static std::string items_text(const HeaderEdit& edit, std::string_view indentation) {
        std::string out;
        for (const HeaderItem& one : edit.items) out += "\n" + item_text(one, edit.what, indentation);
        return out;
    }
    static std::string item_text(const HeaderItem& item, What what, std::string_view indentation) {
        std::string out;
        const auto parts = split(item.yaml, '\n');
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::string_view dash = what == What::map ? "" : "- ";
            if (i > 0) out += '\n';
            if (!parts[i].empty()) out += fmt::format("{}{}{}", indentation, i == 0 ? dash : "", parts[i]);
        }
        return out;
    }

    std::string value_text(const HeaderEdit& edit) const {
        return edit.what == What::value || !edit.yaml.empty() ? edit.yaml : items_text(edit, "  ");
    }

    // After the field that comes before it in the table, or first of all.
    void insert(const Field& field, const HeaderEdit& edit) {
        int after = header_.map.entries.empty() ? closing_ - 1 : 1;
        for (const Field& one : kind_.fields) {
            if (one.key == field.key) break;
            if (const YamlEntry* entry = entry_of(header_.map, one)) after = last_line(*entry);
        }
        const std::string_view key = language_ == Language::fr ? field.french : field.key;
        replace_lines(after + 1, after, lines_of(entry_text(key, value_text(edit))));
    }

    bool set_value(const YamlEntry& entry, const std::string& yaml) {
        const YamlNode& old = entry.value;
        const Position at = old.at.begin;
        const bool on_one_line = old.kind == YamlNode::Kind::scalar && !is_block(old) && last_line(entry) == at.line &&
                                 at.line == entry.key.at.begin.line;
        if (on_one_line && !yaml.starts_with('\n') && !yaml.starts_with(' ')) { // a comment behind it stays
            const std::size_t begin = offset_of(text_, at), end = offset_of(text_, {at.line, at.column + old.at.length});
            const std::string before = text_;
            text_.replace(begin, end - begin, yaml);
            if (reads_as(entry.key.text, yaml)) return true;
            text_ = before; // a trap that reading mended: the whole line is ours
        }
        replace_lines(entry.key.at.begin.line, last_line(entry), lines_of(entry_text(entry.key.text, yaml)));
        return true;
    }

    bool reads_as(const std::string& key, const std::string& yaml) const {
        const auto header = read_header(text_);
        const auto wanted = parsed(yaml);
        if (!header || !wanted) return false;
        for (const YamlEntry& one : header->map.entries)
            if (one.key.text == key) return same_values(one.value, *wanted);
        return false;
    }

    // Where the items of a block collection begin: their lines; empty if it is no such thing.
    std::vector<int> item_lines(const YamlNode& value, What what) const {
        std::vector<int> out;
        const auto add = [&](const Span& at) { out.push_back(at.begin.line); };
        if (what == What::map)
            for (const YamlEntry& one : value.entries) add(one.key.at);
        else
            for (const YamlNode& one : value.items) add(one.kind == YamlNode::Kind::map ? one.entries.front().key.at : one.at);
        int before = 0;
        for (const int one : out) {
            const std::string& text = line(one);
            const std::size_t from = indentation_of(text);
            const bool dash = text.substr(from).starts_with("- ");
            if (one <= before || (what != What::map) != dash) return {};
            before = one;
        }
        return out;
    }

    static std::string id_of(const YamlNode& value, What what, std::size_t i) {
        if (what == What::map) return value.entries[i].key.text;
        const YamlNode& item = value.items[i];
        return item.kind == YamlNode::Kind::map && !item.entries.empty() ? item.entries.front().key.text : item.text;
    }

    bool set_items(const YamlEntry& entry, const HeaderEdit& edit) {
        const YamlNode& old = entry.value;
        const auto wanted_kind = edit.what == What::map ? YamlNode::Kind::map : YamlNode::Kind::list;
        const std::vector<int> starts = old.kind == wanted_kind ? item_lines(old, edit.what) : std::vector<int>{};
        if (starts.empty() || starts.front() == entry.key.at.begin.line) { // [a, b] or nothing yet
            if (!edit.yaml.empty()) return set_value(entry, edit.yaml);
            replace_lines(entry.key.at.begin.line, last_line(entry), lines_of(entry_text(entry.key.text, value_text(edit))));
            return true;
        }
        const std::string indentation(indentation_of(line(starts.front())), ' ');
        std::vector<std::string> out;
        std::vector<bool> used(edit.items.size(), false);
        const int end = last_line(entry);
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const int next = i + 1 < starts.size() ? starts[i + 1] : end + 1;
            const YamlNode& item = edit.what == What::map ? old.entries[i].value : old.items[i];
            const int last = last_line_of(item, next);
            const std::string id = id_of(old, edit.what, i);
            const auto found =
                std::find_if(edit.items.begin(), edit.items.end(), [&](const HeaderItem& one) { return one.id == id; });
            if (found != edit.items.end()) {
                used[static_cast<std::size_t>(found - edit.items.begin())] = true;
                if (same_item(old, edit, i, *found))
                    for (int n = starts[i]; n <= last; ++n) out.push_back(line(n));
                else
                    add_changed(out, starts[i], last, item, edit, *found, indentation);
            }
            for (int n = last + 1; n < next; ++n) out.push_back(line(n)); // comments between items
        }
        for (std::size_t i = 0; i < edit.items.size(); ++i)
            if (!used[i])
                for (const std::string& one : lines_of(item_text(edit.items[i], edit.what, indentation))) out.push_back(one);
        replace_lines(starts.front(), end, out);
        return true;
    }

    // An item written anew; of "A.1.1: 2  # its words" only the value, if that is a plain word.
    void add_changed(std::vector<std::string>& out, int first, int last, const YamlNode& old, const HeaderEdit& edit,
                     const HeaderItem& item, const std::string& indentation) const {
        const std::string& text = line(first);
        const std::size_t hash = text.find("  #");
        const bool simple = edit.what == What::map && first == last && old.kind == YamlNode::Kind::scalar && !old.quoted &&
                            hash != std::string::npos && item.yaml.find('#') == std::string::npos;
        for (const std::string& one : lines_of(item_text(item, edit.what, indentation)))
            out.push_back(simple ? one + text.substr(hash) : one);
    }

    static bool same_item(const YamlNode& old, const HeaderEdit& edit, std::size_t i, const HeaderItem& item) {
        const auto wanted = parsed(item.yaml);
        if (!wanted) return false;
        if (edit.what != What::map) return same_values(old.items[i], *wanted);
        return wanted->entries.size() == 1 && same_values(old.entries[i].value, wanted->entries.front().value);
    }

    // One field of one item: from its key to the last line that says something of it.
    bool set_within(const YamlEntry& entry, const HeaderEdit& edit) {
        if (edit.items.size() != 1 || entry.value.kind != YamlNode::Kind::list) return false;
        const std::vector<int> starts = item_lines(entry.value, What::list);
        const std::size_t n = index_of(edit.items.front().id);
        if (n >= starts.size() || starts.front() == entry.key.at.begin.line) return false;
        int next = n + 1 < starts.size() ? starts[n + 1] : next_line(entry);
        const YamlEntry* found = nullptr;
        for (const YamlEntry& one : entry.value.items[n].entries) {
            if (found != nullptr) next = std::min(next, one.key.at.begin.line);
            if (one.key.text == edit.field) found = &one;
        }
        if (found == nullptr || found->value.kind != YamlNode::Kind::scalar) return false;
        const int first = found->key.at.begin.line;
        if (first >= next) return false; // {by: ..., text: ...} on one line
        const std::size_t column = static_cast<std::size_t>(found->key.at.begin.column - 1);
        const std::string before = line(first).substr(0, column);
        if (before.find_first_not_of(" -") != std::string::npos) return false;
        std::string text;
        for (const std::string_view one : split(edit.items.front().yaml, '\n'))
            text += (text.empty() ? "" : "\n") + (text.empty() || one.empty() ? "" : std::string(column, ' ')) + std::string(one);
        replace_lines(first, last_line_of(found->value, next), lines_of(before + entry_text(edit.field, text)));
        return true;
    }

    bool append(const YamlEntry& entry, const HeaderEdit& edit) {
        if (edit.items.size() != 1) return false;
        const std::vector<int> starts =
            entry.value.kind == YamlNode::Kind::list ? item_lines(entry.value, edit.what) : std::vector<int>{};
        if (starts.empty() || starts.front() == entry.key.at.begin.line) {
            if (!entry.value.items.empty()) return false; // [{...}]: nobody writes it, and nothing of it shall be lost
            replace_lines(entry.key.at.begin.line, last_line(entry),
                          lines_of(entry_text(entry.key.text, items_text(edit, "  "))));
            return true;
        }
        const std::string indentation(indentation_of(line(starts.front())), ' ');
        const int end = last_line(entry);
        replace_lines(end + 1, end, lines_of(item_text(edit.items.front(), edit.what, indentation)));
        return true;
    }
};

// Fields that no edit is about must read as they did.
bool others_are_same(const Header& before, const Header& after, const Kind& kind, const std::vector<HeaderEdit>& edits) {
    const auto edited = [&](const std::string& key) {
        const Field* field = field_named(kind, key);
        return field != nullptr &&
               std::any_of(edits.begin(), edits.end(), [&](const HeaderEdit& one) { return one.key == field->key; });
    };
    const auto kept = [&](const Header& header) {
        std::vector<const YamlEntry*> out;
        for (const YamlEntry& one : header.map.entries)
            if (!edited(one.key.text)) out.push_back(&one);
        return out;
    };
    const auto a = kept(before), b = kept(after);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const YamlEntry* one, const YamlEntry* two) {
        return one->key.text == two->key.text && same_values(one->value, two->value);
    });
}

// Of a list of which one item's field was written, all else reads as before.
bool changes_within_only(const Header& before, const Header& after, const Kind& kind, const std::vector<HeaderEdit>& edits) {
    return std::all_of(edits.begin(), edits.end(), [&](const HeaderEdit& edit) {
        if (edit.what != What::within) return true;
        const Field* field = field_named(kind, edit.key);
        const YamlEntry* a = entry_of(before.map, *field);
        const YamlEntry* b = entry_of(after.map, *field);
        if (a == nullptr || b == nullptr) return false;
        YamlNode left = a->value, right = b->value;
        for (const HeaderEdit& each : edits) { // others of the same list may have been edited too
            if (each.key != edit.key || each.what != What::within) continue;
            const std::size_t n = index_of(each.items.front().id);
            for (YamlNode* list : {&left, &right}) {
                if (n >= list->items.size()) return false;
                for (YamlEntry& one : list->items[n].entries)
                    if (one.key.text == each.field) one.value = YamlNode{};
            }
        }
        return same_values(left, right);
    });
}

// What an edit appends to holds the same items as before, and one more.
bool appends_only(const Header& before, const Header& after, const Kind& kind, const std::vector<HeaderEdit>& edits) {
    static const YamlNode none;
    const auto value_in = [&](const Header& header, std::string_view key) -> const YamlNode& {
        const Field* field = field_named(kind, key);
        const YamlEntry* entry = field == nullptr ? nullptr : entry_of(header.map, *field);
        return entry == nullptr ? none : entry->value;
    };
    return std::all_of(edits.begin(), edits.end(), [&](const HeaderEdit& edit) {
        if (edit.what != HeaderEdit::What::append) return true;
        const auto more = static_cast<std::size_t>(
            std::count_if(edits.begin(), edits.end(), [&](const HeaderEdit& one) { return one.key == edit.key; }));
        const std::vector<YamlNode>& a = value_in(before, edit.key).items;
        const std::vector<YamlNode>& b = value_in(after, edit.key).items;
        return b.size() == a.size() + more && std::equal(a.begin(), a.end(), b.begin(), same_values);
    });
}

} // namespace

Language language_of_keys(std::string_view text, const Kind& kind, Language otherwise) {
    const auto header = read_header(lf_text(text));
    if (!header) return otherwise;
    int french = 0;
    for (const YamlEntry& one : header->map.entries)
        if (const Field* field = field_named(kind, one.key.text); field != nullptr && field->key != field->french)
            french += one.key.text == field->french ? 1 : -1;
    return french == 0 ? otherwise : french > 0 ? Language::fr : Language::en;
}

std::optional<std::string> with_fields(std::string_view text, const Kind& kind, const std::vector<HeaderEdit>& edits,
                                       const std::optional<std::string>& body, Language otherwise) {
    const bool mark = text.starts_with(byte_order_mark);
    const bool crlf = text.find("\r\n") != std::string_view::npos;
    const std::string plain = lf_text(text);
    const auto before = read_header(plain);
    if (!before) return std::nullopt;
    Writer writer(plain, kind, language_of_keys(plain, kind, otherwise));
    for (const HeaderEdit& edit : edits)
        if (!writer.apply(edit)) return std::nullopt;
    const auto after = read_header(writer.text_);
    if (!after || !others_are_same(*before, *after, kind, edits) || !appends_only(*before, *after, kind, edits) ||
        !changes_within_only(*before, *after, kind, edits))
        return std::nullopt;
    std::string out = std::move(writer.text_);
    if (body) out = out.substr(0, after->body_offset) + *body;
    if (crlf) out = replace_all(std::move(out), "\n", "\r\n");
    return (mark ? std::string(byte_order_mark) : std::string()) + out;
}

std::string field_at(std::string_view text, const Kind& kind, int line) {
    if (line <= 0) return {};
    const std::string plain = lf_text(text);
    const auto header = read_header(plain);
    if (!header) return {};
    if (line >= position_at(plain, header->body_offset).line) return "body";
    std::string out;
    for (const YamlEntry& one : header->map.entries)
        if (one.key.at.begin.line <= line) {
            const Field* field = field_named(kind, one.key.text);
            out = field == nullptr ? std::string() : std::string(field->key);
        }
    return out;
}

} // namespace livret
