#include "load/leaving.hpp"

#include "base/text.hpp"
#include "markup/front_matter.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace livret {

namespace {

// A stretch of bytes and what comes in its place.
struct Change {
    std::size_t begin = 0, end = 0;
    std::string text;
};

bool is_one_of(std::string_view key, std::string_view english, std::string_view french) {
    return key == english || key == french;
}

YamlEntry* entry_of(YamlNode& map, std::string_view english, std::string_view french) {
    for (YamlEntry& one : map.entries)
        if (is_one_of(one.key.text, english, french)) return &one;
    return nullptr;
}

std::optional<FrontMatter> read_header(const SourcePath& path, std::string_view text) {
    Sink sink;
    FrontMatter out = split_front_matter(Reporter(path, text, sink));
    if (!out.data || out.data->kind != YamlNode::Kind::map) return std::nullopt;
    return out;
}

// Changes the tree as it shall be read afterwards, and notes the bytes that make it so.
class Editor {
  public:
    Editor(std::string_view text, const Place& place, const Leaving& leaving) : text_(text), place_(place), leaving_(leaving) {}

    std::vector<Change> changes;
    std::vector<int> lines;
    std::size_t hers = 0, others = 0; // what she wrote in this file, and what others did

    void edit(YamlNode& header) {
        if (place_.kind == PlaceKind::activity) {
            take_out_of_list(header, "with", "avec");
            if (const YamlEntry* same = entry_of(header, "same-as", "même-que");
                same && leaving_.references.contains(same->value.text))
                take_out_entry(header, *same);
        }
        if (place_.kind == PlaceKind::training) take_out_of_list(header, "participants", "participants");
        if (place_.kind == PlaceKind::question || place_.kind == PlaceKind::stream_question || place_.kind == PlaceKind::notice) {
            replace_author(header);
            if (YamlEntry* answers = entry_of(header, "answers", "réponses"))
                for (YamlNode& one : answers->value.items) replace_author(one);
        }
    }

  private:
    std::string_view text_;
    const Place& place_;
    const Leaving& leaving_;

    std::size_t offset(Position at) const { return offset_of(text_, at); }
    std::size_t line_begin(int line) const { return offset({line, 1}); }
    std::size_t line_end(int line) const { return std::min(text_.find('\n', line_begin(line)), text_.size() - 1) + 1; }
    std::size_t end_of(const YamlNode& scalar) const {
        return offset({scalar.at.begin.line, scalar.at.begin.column + scalar.at.length});
    }

    bool is_her(std::string_view person) const {
        const std::string slug = leaving_.key.trainee.value, whole = leaving_.key.gfp.value + "/" + slug;
        return person == whole || (person == slug && place_.gfp == leaving_.key.gfp && !leaving_.trainer_ids.contains(slug));
    }

    void replace_author(YamlNode& map) {
        YamlEntry* by = entry_of(map, "by", "par");
        if (by == nullptr) return;
        if (!is_her(by->value.text)) {
            ++others;
            return;
        }
        ++hers;
        const std::string_view formula = by->key.text == "par" ? anonymous_french : anonymous;
        changes.push_back({offset(by->value.at.begin), end_of(by->value), std::string(formula)});
        lines.push_back(by->value.at.begin.line);
        by->value.text = formula;
    }

    void take_out_of_list(YamlNode& header, std::string_view english, std::string_view french) {
        YamlEntry* entry = entry_of(header, english, french);
        if (entry == nullptr || entry->value.kind != YamlNode::Kind::list || place_.gfp != leaving_.key.gfp) return;
        auto& items = entry->value.items;
        const auto found =
            std::find_if(items.begin(), items.end(), [&](const YamlNode& one) { return one.text == leaving_.key.trainee.value; });
        if (found == items.end()) return;
        if (items.size() == 1) { // the format knows no empty list
            take_out_entry(header, *entry);
            return;
        }
        lines.push_back(found->at.begin.line);
        std::size_t begin = offset(found->at.begin), end = end_of(*found);
        const bool flow = text_[offset(entry->value.at.begin)] == '[';
        if (!flow) {
            begin = line_begin(found->at.begin.line);
            end = line_end(found->at.begin.line);
        } else if (found + 1 != items.end()) {
            end = offset((found + 1)->at.begin);
        } else {
            begin = end_of(*(found - 1));
        }
        changes.push_back({begin, end, ""});
        items.erase(found);
    }

    // A key with all its lines.
    void take_out_entry(YamlNode& header, const YamlEntry& entry) {
        int last = entry.value.at.begin.line;
        std::size_t from = end_of(entry.value);
        if (!entry.value.items.empty()) {
            last = entry.value.items.back().at.begin.line;
            from = end_of(entry.value.items.back());
        }
        if (entry.value.kind == YamlNode::Kind::list && text_[offset(entry.value.at.begin)] == '[')
            if (const std::size_t close = text_.find(']', from); close != std::string_view::npos)
                last += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(from),
                                                    text_.begin() + static_cast<std::ptrdiff_t>(close), '\n'));
        lines.push_back(entry.key.at.begin.line);
        changes.push_back({line_begin(entry.key.at.begin.line), line_end(last), ""});
        const std::string key = entry.key.text;
        std::erase_if(header.entries, [&](const YamlEntry& one) { return one.key.text == key; });
    }
};

std::string applied(std::string text, std::vector<Change> changes) {
    std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return b.begin < a.begin; });
    for (const Change& one : changes) text.replace(one.begin, one.end - one.begin, one.text);
    return text;
}

} // namespace

bool is_anonymous(std::string_view author) {
    return author == anonymous || author == anonymous_french;
}

std::variant<std::monostate, WithoutHer, CannotEdit> without_her(const SourcePath& path, const std::string& text,
                                                                 const Leaving& leaving) {
    auto header = read_header(path, text);
    if (!header) return std::monostate{};
    const Place place = place_of(path);
    Editor editor(text, place, leaving);
    YamlNode wanted = *header->data;
    editor.edit(wanted);
    if (editor.changes.empty()) return std::monostate{};
    WithoutHer out{applied(text, editor.changes), editor.lines, editor.others == 0 && editor.hers > 0};
    // Read again: it must say what was meant, and the text behind it must be the same bytes.
    const auto again = read_header(path, out.text);
    if (!again || !same_values(*again->data, wanted) ||
        std::string_view(out.text).substr(again->body_offset) != std::string_view(text).substr(header->body_offset))
        return CannotEdit{editor.lines.front()};
    return out;
}

} // namespace livret
