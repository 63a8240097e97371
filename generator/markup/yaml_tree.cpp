#include "markup/yaml_tree.hpp"

#include "base/text.hpp"
#include "base/words.hpp"
#include "markup/yaml_faults.hpp"
#include "markup/yaml_traps.hpp"

#include <yaml.h>

#include <algorithm>
#include <map>

namespace livret {

LIVRET_MADE_ONCE(YamlNode)

namespace {

// Events and their places. One per document.
class Events {
  public:
    explicit Events(std::string_view text) {
        yaml_parser_initialize(&parser_);
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    ~Events() {
        yaml_event_delete(&event_);
        yaml_parser_delete(&parser_);
    }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    // False if the text is not YAML from here on.
    bool next() {
        yaml_event_delete(&event_);
        event_ = yaml_event_t{};
        return yaml_parser_parse(&parser_, &event_) == 1;
    }
    const yaml_event_t& event() const { return event_; }
    std::string_view problem() const { return parser_.problem == nullptr ? "" : parser_.problem; }
    // Where the list, the map or the quoted text began that the fault lies in; nothing if it lies in none.
    std::optional<yaml_mark_t> context_mark() const {
        const std::string_view context = parser_.context == nullptr ? "" : parser_.context;
        const bool inside = context.find("flow") != std::string_view::npos || context.find("quoted") != std::string_view::npos;
        return inside ? std::optional(parser_.context_mark) : std::nullopt;
    }
    yaml_mark_t problem_mark() const {
        if (parser_.problem_mark.line == 0 && parser_.problem_mark.column == 0) return parser_.mark;
        return parser_.problem_mark;
    }

  private:
    yaml_parser_t parser_{};
    yaml_event_t event_{};
};

class Reader {
  public:
    Reader(const Reporter& reporter, std::string_view yaml, int first_line)
        : reporter_(reporter), events_(yaml), first_line_(first_line) {}

    struct Failure {
        std::string said;
        int line = 0; // from 0, of the YAML
        int column = 0;
    };

    // The tree, or where reading stopped.
    std::optional<YamlNode> read(std::optional<Failure>& failure) {
        std::optional<YamlNode> root;
        bool good = true;
        while (good && (good = events_.next())) {
            const yaml_event_t& event = events_.event();
            if (event.type == YAML_STREAM_END_EVENT) break;
            if (event.type == YAML_DOCUMENT_START_EVENT) {
                if (event.data.document_start.version_directive != nullptr ||
                    event.data.document_start.tag_directives.start != event.data.document_start.tag_directives.end)
                    refuse(event, "%");
                if (root) refuse(event, "---");
            } else if (event.type != YAML_STREAM_START_EVENT && event.type != YAML_DOCUMENT_END_EVENT) {
                YamlNode node;
                good = read_value(node, 1);
                if (!root) root = std::move(node);
            }
        }
        if (!good) {
            const yaml_mark_t mark = events_.problem_mark();
            failure = Failure{std::string(events_.problem()), static_cast<int>(mark.line), static_cast<int>(mark.column)};
            if (const auto context = events_.context_mark()) {
                failure->line = static_cast<int>(context->line);
                failure->column = static_cast<int>(context->column);
            } else if (long_quote_ && static_cast<int>(mark.line) == long_quote_->end) {
                // A quote that was left open swallowed lines up to the next one, and the fault is seen only there.
                failure = Failure{"unexpected end of stream", long_quote_->line, long_quote_->column};
            }
            return std::nullopt;
        }
        return root ? std::move(root) : YamlNode{};
    }

    bool too_deep() const { return too_deep_; }

  private:
    Span span(const yaml_event_t& event) const {
        const Position begin{static_cast<int>(event.start_mark.line) + first_line_,
                             static_cast<int>(event.start_mark.column) + 1};
        const bool one_line = event.end_mark.line == event.start_mark.line;
        const int length = one_line ? static_cast<int>(event.end_mark.column - event.start_mark.column) : 1;
        return {begin, std::max(length, 1)};
    }

    void refuse(const yaml_event_t& event, std::string_view what) {
        reporter_.report(Code::yaml_feature, span(event), {std::string(what)});
    }

    void refuse_marks(const yaml_event_t& event, const yaml_char_t* anchor, const yaml_char_t* tag) {
        const auto text = [](const yaml_char_t* chars) { return std::string(reinterpret_cast<const char*>(chars)); };
        if (anchor != nullptr) refuse(event, "&" + text(anchor));
        constexpr std::string_view core = "tag:yaml.org,2002:"; // what "!!" stands for
        if (tag != nullptr) refuse(event, text(tag).starts_with(core) ? "!!" + text(tag).substr(core.size()) : text(tag));
    }

    // The value that begins with the current event. False if the text ends in a fault.
    bool read_value(YamlNode& node, int depth) {
        const yaml_event_t& event = events_.event();
        node.at = span(event);
        switch (event.type) {
        case YAML_SCALAR_EVENT:
            refuse_marks(event, event.data.scalar.anchor, event.data.scalar.tag);
            read_scalar(node, event);
            return true;
        case YAML_ALIAS_EVENT:
            refuse(event, "*" + std::string(reinterpret_cast<const char*>(event.data.alias.anchor)));
            return true;
        case YAML_SEQUENCE_START_EVENT:
            refuse_marks(event, event.data.sequence_start.anchor, event.data.sequence_start.tag);
            node.kind = YamlNode::Kind::list;
            return read_items(node, depth);
        case YAML_MAPPING_START_EVENT:
            refuse_marks(event, event.data.mapping_start.anchor, event.data.mapping_start.tag);
            node.kind = YamlNode::Kind::map;
            return read_entries(node, depth);
        default:
            return true;
        }
    }

    void read_scalar(YamlNode& node, const yaml_event_t& event) {
        const yaml_scalar_style_t style = event.data.scalar.style;
        const bool quotes = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
        if (quotes && event.end_mark.line > event.start_mark.line)
            long_quote_ = LongQuote{static_cast<int>(event.start_mark.line), static_cast<int>(event.start_mark.column),
                                    static_cast<int>(event.end_mark.line)};
        node.text.assign(reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length);
        node.quoted = event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        // YAML 1.2 §10.3.2: what editors take for nothing.
        const bool nothing =
            node.text.empty() || node.text == "~" || node.text == "null" || node.text == "Null" || node.text == "NULL";
        node.kind = !node.quoted && nothing ? YamlNode::Kind::null : YamlNode::Kind::scalar;
        if (node.kind == YamlNode::Kind::null) node.text.clear();
    }

    bool descend(const YamlNode& node, int depth) {
        if (depth < yaml_depth_limit) return true;
        if (!too_deep_)
            reporter_.report(Code::nested_too_deeply, node.at, {std::to_string(depth + 1), std::to_string(yaml_depth_limit)});
        too_deep_ = true;
        return false;
    }

    bool read_items(YamlNode& node, int depth) {
        if (!descend(node, depth)) return false;
        while (events_.next()) {
            if (events_.event().type == YAML_SEQUENCE_END_EVENT) return true;
            if (!read_value(node.items.emplace_back(), depth + 1)) return false;
        }
        return false;
    }

    bool read_entries(YamlNode& node, int depth) {
        if (!descend(node, depth)) return false;
        std::map<std::string, int> first; // key -> line
        while (events_.next()) {
            if (events_.event().type == YAML_MAPPING_END_EVENT) return true;
            YamlEntry entry;
            if (!read_value(entry.key, depth + 1)) return false;
            if (!events_.next() || !read_value(entry.value, depth + 1)) return false;
            if (entry.key.kind != YamlNode::Kind::scalar) {
                reporter_.report(Code::yaml_feature, entry.key.at, {"?"});
                continue;
            }
            const auto [known, fresh] = first.try_emplace(entry.key.text, entry.key.at.begin.line);
            if (!fresh) {
                reporter_.report(Code::duplicate_key, entry.key.at, {entry.key.text, std::to_string(known->second)});
                continue;
            }
            node.entries.push_back(std::move(entry));
        }
        return false;
    }

    struct LongQuote {
        int line = 0, column = 0, end = 0; // from 0, of the YAML
    };

    const Reporter& reporter_;
    Events events_;
    int first_line_;
    bool too_deep_ = false;
    std::optional<LongQuote> long_quote_; // the last quoted text of several lines
};

// To YAML 1.1, U+0085, U+2028 and U+2029 end a line; to every editor they do not. They come with texts pasted from
// elsewhere and mean a space there; as one, they leave lines and columns where people see them.
std::string one_line(std::string_view line) {
    std::string out(line);
    for (const std::string_view end : {"\xC2\x85", "\u2028", "\u2029"}) out = replace_all(std::move(out), end, " ");
    return out;
}

// The text with its traps mended as they are found.
class Mender {
  public:
    Mender(const Reporter& reporter, std::string_view yaml, std::size_t offset)
        : reporter_(reporter), first_line_(position_at(reporter.text(), offset).line) {
        for (const std::string_view line : split(yaml, '\n')) lines_.push_back(one_line(line));
        mended_.assign(lines_.size(), false);
    }

    std::string text() const { return join(lines_, "\n"); }
    int first_line() const { return first_line_; }

    bool mend_colon(int line) { return mend(line, find_colon_trap); }

    // A comment trap is no error to YAML: every line where an unquoted value stands is looked at.
    bool mend_comments(const YamlNode& node) {
        bool any = false;
        if (node.kind == YamlNode::Kind::scalar && !node.quoted) any = mend(node.at.begin.line - first_line_, find_comment_trap);
        for (const YamlNode& item : node.items) any = mend_comments(item) || any;
        for (const YamlEntry& entry : node.entries) any = mend_comments(entry.value) || any;
        return any;
    }

  private:
    bool mend(int number, std::optional<YamlTrap> (*find)(std::string_view)) {
        const auto index = static_cast<std::size_t>(number);
        if (number < 0 || index >= lines_.size() || mended_[index] || count_ == most_mended_traps) return false;
        const Position line{first_line_ + number, 1};
        const std::string_view original = line_of(reporter_.text(), line.line);
        const auto trap = find(original);
        if (!trap) return false;
        mended_[index] = true;
        ++count_;
        const auto column = [&](std::size_t at) { return static_cast<int>(count_characters(original.substr(0, at))) + 1; };
        const Position place{line.line, column(trap->at)};
        const ReportOptions fix{{}, {{offset_of(reporter_.text(), line) + trap->value, trap->size, trap->quoted}}};
        if (trap->kind == YamlTrap::Kind::colon) {
            reporter_.report(Code::yaml_colon, Span{place, 1}, {trap->quoted}, fix);
        } else {
            const std::string_view lost = original.substr(trap->at, trap->value + trap->size - trap->at);
            reporter_.report(Code::yaml_comment, Span{place, static_cast<int>(count_characters(lost))},
                             {std::string(lost), trap->quoted}, fix);
        }
        lines_[index].replace(trap->value, trap->size, trap->quoted);
        return true;
    }

    const Reporter& reporter_;
    int first_line_;
    std::vector<std::string> lines_;
    std::vector<bool> mended_;
    int count_ = 0;
};

void report_again(const Reporter& reporter, const Sink& found) {
    for (const Diagnostic& one : found.items()) reporter.report(one.code, one.at, one.arguments, {one.did_you_mean, one.fixes});
}

} // namespace

std::optional<YamlNode> parse_yaml(const Reporter& reporter, std::string_view yaml, std::size_t offset) {
    if (yaml.size() > yaml_size_limit) {
        reporter.report(Code::header_too_large, Span{{1, 1}, 1},
                        {shown_size(yaml.size(), Language::fr), shown_size(yaml_size_limit, Language::fr),
                         shown_size(yaml.size(), Language::en), shown_size(yaml_size_limit, Language::en)});
        return std::nullopt;
    }
    Mender mender(reporter, yaml, offset);
    while (true) {
        const std::string text = mender.text();
        Sink found; // said once, on the last reading
        const Reporter quiet(reporter.path(), reporter.text(), found);
        Reader reader(quiet, text, mender.first_line());
        std::optional<Reader::Failure> failure;
        auto tree = reader.read(failure);
        if (tree) {
            if (mender.mend_comments(*tree)) continue;
            report_again(reporter, found);
            return tree;
        }
        if (failure->said.find("mapping values") != std::string::npos && mender.mend_colon(failure->line)) continue;
        report_again(reporter, found);
        if (reader.too_deep()) return std::nullopt;
        // At the end of the text, what is missing is missing on its last line.
        const int last = static_cast<int>(std::count(yaml.begin(), yaml.end(), '\n')) - (yaml.ends_with('\n') ? 1 : 0);
        const int line = mender.first_line() + std::min(failure->line, std::max(last, 0));
        const std::string_view shown = line_of(reporter.text(), line);
        const YamlFault& fault = explain_yaml_fault(failure->said, shown);
        // What libyaml names lies after the last character where something is missing at the end.
        const int column = std::min(failure->column, static_cast<int>(count_characters(shown))) + 1;
        reporter.report(Code::yaml_syntax, Span{{line, column}, 1},
                        {std::string(fault.fr), std::string(fault.en), std::string(fault.hint_fr), std::string(fault.hint_en)});
        return std::nullopt;
    }
}

bool same_values(const YamlNode& a, const YamlNode& b) {
    if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() || a.entries.size() != b.entries.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i)
        if (!same_values(a.items[i], b.items[i])) return false;
    for (std::size_t i = 0; i < a.entries.size(); ++i)
        if (a.entries[i].key.text != b.entries[i].key.text || !same_values(a.entries[i].value, b.entries[i].value)) return false;
    return true;
}

} // namespace livret
