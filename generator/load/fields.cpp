#include "load/fields.hpp"

#include "base/hours.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/expectations.hpp"
#include "load/leaving.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace livret {

namespace {

const Field* find_field(std::span<const Field> fields, std::string_view key) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.key == key || field.french == key; });
    return found == fields.end() ? nullptr : &*found;
}

std::optional<int> parse_integer(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::size_t> find_choice(const Field& field, std::string_view text) {
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        const Choice& one = field.choices[i];
        if (text == one.id || text == one.word(Language::fr) || text == one.word(Language::en)) return i;
    }
    return std::nullopt;
}

// The language of a header's keys, in which suggestions are made; nothing if they are the same in both.
std::optional<Language> language_of(const YamlNode& map, std::span<const Field> fields) {
    int french = 0, english = 0;
    for (const YamlEntry& entry : map.entries) {
        const Field* field = find_field(fields, entry.key.text);
        if (field == nullptr || field->key == field->french) continue;
        ++(entry.key.text == field->french ? french : english);
    }
    if (french == english) return std::nullopt;
    return french > english ? Language::fr : Language::en;
}

bool is_hexadecimal(std::string_view text, int min, int max) {
    if (static_cast<int>(text.size()) < min || static_cast<int>(text.size()) > max) return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

bool is_complete_url(std::string_view text) {
    const std::string lower = ascii_lower(text);
    const std::size_t start = lower.starts_with("https://") ? 8 : lower.starts_with("http://") ? 7 : 0;
    if (start == 0 || lower.size() == start || lower[start] == '/') return false;
    return std::none_of(lower.begin(), lower.end(),
                        [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '<' || c == '>'; });
}

// Checks one value; false if it must not be used.
class Checker {
  public:
    Checker(std::optional<Language> language, const Reporter& reporter) : language_(language), reporter_(reporter) {}

    bool check(const Field& field, const YamlNode& node, std::string_view key) const {
        using Kind = YamlNode::Kind;
        if (node.kind == Kind::null) return refuse(Code::empty_value, node, {std::string(key)});
        switch (field.type) {
        case FieldType::slugs:
        case FieldType::code_list:
        case FieldType::domain_list:
        case FieldType::choices:
        case FieldType::declarations:
        case FieldType::objects:
        case FieldType::labels:
            if (node.kind != Kind::list) return wrong_type(field, node, key);
            return check_list(field, node, key);
        case FieldType::participants:
            if (node.kind == Kind::list) return check_list(field, node, key);
            if (node.kind != Kind::scalar) return wrong_type(field, node, key);
            if (node.text == "all" || node.text == "tous") return true;
            return refuse(Code::unknown_value, node,
                          {node.text, std::string(key), "tous, [durand, martin]", "all, [durand, martin]"});
        case FieldType::levels:
        case FieldType::remarks:
            if (node.kind != Kind::map) return wrong_type(field, node, key);
            return check_pairs(field, node, key);
        case FieldType::object:
            return node.kind == Kind::map || wrong_type(field, node, key); // its own Record checks the rest
        case FieldType::dates:
            if (node.kind == Kind::map) return check_range(node, key);
            [[fallthrough]];
        default:
            if (node.kind != Kind::scalar) return wrong_type(field, node, key);
            return check_scalar(field, node, key);
        }
    }

  private:
    bool check_scalar(const Field& field, const YamlNode& node, std::string_view key) const {
        const std::string& text = node.text;
        if (is_blank(text)) return refuse(Code::empty_value, node, {std::string(key)});
        switch (field.type) {
        case FieldType::integer: {
            const auto value = parse_integer(text);
            if (value && *value >= field.min && *value <= field.max) return true;
            return refuse(Code::bad_number, node, {text, std::to_string(field.min), std::to_string(field.max)});
        }
        case FieldType::boolean:
            return parse_boolean(text).has_value() || wrong_type(field, node, key);
        case FieldType::date:
        case FieldType::dates:
            return parse_date(text).has_value() || refuse_date(node);
        case FieldType::moment:
            return parse_moment(text).has_value() || refuse(Code::bad_moment, node, {text});
        case FieldType::hours:
            return parse_hours(text).has_value() || refuse(Code::bad_hours, node, {text});
        case FieldType::school_year:
            return parse_school_year(text).has_value() || refuse(Code::bad_school_year, node, {text});
        case FieldType::slug:
        case FieldType::slugs:
        case FieldType::participants:
            return is_slug(text) || refuse(Code::bad_identifier, node, {text, slugify(text)});
        case FieldType::person: {
            const std::size_t slash = text.find('/');
            const std::string_view whole = text;
            const bool good = slash == std::string::npos ? is_slug(text) || is_anonymous(text)
                                                         : is_slug(whole.substr(0, slash)) && is_slug(whole.substr(slash + 1));
            return good || refuse(Code::bad_identifier, node, {text, slugify(text)});
        }
        case FieldType::reference: {
            if (is_reference(text)) return true;
            return refuse(Code::bad_reference, node, {text, ascii_upper(slugify(text))});
        }
        case FieldType::hexadecimal:
            return is_hexadecimal(text, field.min, field.max) || wrong_type(field, node, key);
        case FieldType::url:
            return is_complete_url(text) || refuse(Code::bad_url, node, {text});
        case FieldType::file_name:
            return (text.find('/') == std::string::npos && !text.starts_with('.')) || wrong_type(field, node, key);
        case FieldType::line:
            return text.find('\n') == std::string::npos || wrong_type(field, node, key);
        case FieldType::choice:
        case FieldType::choices: {
            if (find_choice(field, text)) return true;
            return unknown_choice(field, node, key);
        }
        default:
            return true;
        }
    }

    bool check_list(const Field& field, const YamlNode& node, std::string_view key) const {
        bool good = true;
        for (const YamlNode& item : node.items) {
            using Kind = YamlNode::Kind;
            if (item.kind == Kind::null) {
                good = refuse(Code::empty_value, item, {std::string(key)});
            } else if (field.type == FieldType::objects) {
                if (item.kind != Kind::map) good = wrong_type(field, item, key);
            } else if (field.type == FieldType::declarations && item.kind == Kind::map) {
                const bool one = item.entries.size() == 1 && item.entries[0].value.kind == Kind::scalar;
                if (!one) good = wrong_type(field, item, key);
            } else if (field.type == FieldType::labels && item.kind == Kind::map) {
                bool fits = !item.entries.empty();
                for (const YamlEntry& entry : item.entries)
                    fits = fits && (entry.key.text == "fr" || entry.key.text == "en") && entry.value.kind == Kind::scalar &&
                           !is_blank(entry.value.text);
                if (!fits) good = wrong_type(field, item, key);
            } else if (item.kind != Kind::scalar) {
                good = wrong_type(field, item, key);
            } else if (!check_scalar(field, item, key)) {
                good = false;
            }
        }
        if (field.type == FieldType::labels && node.items.size() != 4) return wrong_type(field, node, key);
        return good;
    }

    bool check_pairs(const Field& field, const YamlNode& node, std::string_view key) const {
        bool good = true;
        for (const YamlEntry& entry : node.entries) {
            if (entry.value.kind != YamlNode::Kind::scalar || is_blank(entry.value.text)) {
                good = wrong_type(field, entry.value, key);
            } else if (field.type == FieldType::levels) {
                const std::string& level = entry.value.text; // one digit: 02 or -0 would be somebody's slip
                if (level.size() != 1 || level[0] < '0' || level[0] > '3')
                    good = refuse(Code::bad_number, entry.value, {entry.value.text, "0", "3"});
            }
        }
        return good;
    }

    bool check_range(const YamlNode& node, std::string_view key) const {
        bool good = true, from = false, to = false;
        for (const YamlEntry& entry : node.entries) {
            const std::string& name = entry.key.text;
            const bool is_from = name == "from" || name == "du", is_to = name == "to" || name == "au";
            if ((is_from && from) || (is_to && to)) {
                good = false;
                reporter_.report(Code::duplicate_key, entry.key.at,
                                 {name, std::to_string(node.entries.front().key.at.begin.line)});
                continue;
            }
            from = from || is_from;
            to = to || is_to;
            if (!is_from && !is_to) {
                const std::vector<std::string> names{"from", "to", "du", "au"};
                reporter_.report(Code::unknown_key, entry.key.at, {name, std::string(key), std::string(key)},
                                 {.did_you_mean = closest(name, names)});
                good = false;
                continue;
            }
            if (entry.value.kind != YamlNode::Kind::scalar || !parse_date(entry.value.text)) good = refuse_date(entry.value);
        }
        if (!from) good = refuse(Code::missing_key, node, {"du", "from"});
        if (!to) good = refuse(Code::missing_key, node, {"au", "to"});
        if (!good) return false;
        const auto range = parse_dates(node);
        if (range && range->to < range->from) return refuse(Code::date_order, node, {iso(range->to), iso(range->from)});
        return true;
    }

    bool unknown_choice(const Field& field, const YamlNode& node, std::string_view key) const {
        std::vector<std::string> fr, en, all;
        for (const Choice& choice : field.choices) {
            if (choice.id.empty()) continue; // what a file without the field means
            fr.emplace_back(choice.word(language_.value_or(Language::fr)));
            en.emplace_back(choice.word(language_.value_or(Language::en)));
            for (const std::string_view word : {choice.id, choice.fr, choice.en})
                if (!word.empty()) all.emplace_back(word);
        }
        auto near = closest(node.text, all);
        if (near && language_) near = std::string(field.choices[*find_choice(field, *near)].word(*language_));
        ReportOptions options{.did_you_mean = near, .fixes = {}};
        // Another spelling of the same word; anything else would be a guess, perhaps at who may read the text.
        if (near && search_key(*near) == search_key(node.text)) options.fixes.push_back(replacement(node, *near));
        reporter_.report(Code::unknown_value, node.at, {node.text, std::string(key), join(fr, ", "), join(en, ", ")}, options);
        return false;
    }

    Fix replacement(const YamlNode& node, const std::string& text) const {
        const std::size_t offset = offset_of(reporter_.text(), node.at.begin);
        const std::size_t end = offset_of(reporter_.text(), {node.at.begin.line, node.at.begin.column + node.at.length});
        return {offset, end - offset, text};
    }

    bool wrong_type(const Field& field, const YamlNode& node, std::string_view key) const {
        const Expectation expected = expectation(field);
        return refuse(Code::wrong_type, node, {std::string(key), expected.fr, expected.en});
    }

    bool refuse(Code code, const YamlNode& node, std::vector<std::string> arguments) const {
        reporter_.report(code, node.at, std::move(arguments));
        return false;
    }

    bool refuse_date(const YamlNode& node) const {
        const auto meant = guess_date(node.text);
        reporter_.report(Code::bad_date, node.at, {node.text},
                         {.did_you_mean = meant ? std::optional(iso(*meant)) : std::nullopt});
        return false;
    }

    std::optional<Language> language_;
    const Reporter& reporter_;
};

} // namespace

Record::Record(const YamlNode& map, std::span<const Field> fields, const Kind& kind, const Reporter& reporter, Span header)
    : kind_(&kind), reporter_(&reporter), header_(header) {
    const std::optional<Language> language = language_of(map, fields);
    const Checker checker(language, reporter);
    std::vector<std::pair<const Field*, Span>> seen;
    for (const YamlEntry& entry : map.entries) {
        const Field* field = find_field(fields, entry.key.text);
        if (field == nullptr) {
            std::vector<std::string> names;
            for (const Field& one : fields) {
                names.emplace_back(one.key);
                names.emplace_back(one.french);
            }
            auto near = closest(entry.key.text, names);
            if (near && language) {
                const Field& meant = *find_field(fields, *near);
                near = std::string(*language == Language::fr ? meant.french : meant.key);
            }
            ReportOptions options{.did_you_mean = near, .fixes = {}};
            if (near) {
                const std::size_t offset = offset_of(reporter.text(), entry.key.at.begin);
                options.fixes.push_back({offset, entry.key.text.size(), *near});
            }
            reporter.report(Code::unknown_key, entry.key.at,
                            {entry.key.text, std::string(kind.called_fr), std::string(kind.called_en)}, options);
            continue;
        }
        // The same field under its two names; the same name twice is seen by the YAML reader.
        const auto before = std::find_if(seen.begin(), seen.end(), [&](const auto& one) { return one.first == field; });
        if (before != seen.end()) {
            reporter.report(Code::duplicate_key, entry.key.at, {entry.key.text, std::to_string(before->second.begin.line)});
            continue;
        }
        seen.emplace_back(field, entry.key.at);
        if (checker.check(*field, entry.value, entry.key.text)) values_.push_back({field, &entry});
    }
    for (const Field& field : fields) {
        const bool written = std::any_of(seen.begin(), seen.end(), [&](const auto& one) { return one.first == &field; });
        if (field.required && !written)
            reporter.report(Code::missing_key, header, {std::string(field.french), std::string(field.key)});
    }
}

const Record::Value* Record::value(std::string_view key) const {
    const auto found = std::find_if(values_.begin(), values_.end(), [&](const Value& one) { return one.field->key == key; });
    return found == values_.end() ? nullptr : &*found;
}

const YamlNode* Record::node(std::string_view key) const {
    const Value* found = value(key);
    return found == nullptr ? nullptr : &found->entry->value;
}

Span Record::at(std::string_view key) const {
    const Value* found = value(key);
    return found == nullptr ? header_ : found->entry->value.at;
}

Span Record::key_at(std::string_view key) const {
    const Value* found = value(key);
    return found == nullptr ? header_ : found->entry->key.at;
}

std::string Record::line(std::string_view key) const {
    const YamlNode* found = node(key);
    return found == nullptr ? std::string() : std::string(trim(found->text));
}

std::optional<Date> Record::date(std::string_view key) const {
    const YamlNode* found = node(key);
    return found == nullptr ? std::nullopt : parse_date(found->text);
}

std::optional<DateRange> Record::dates(std::string_view key) const {
    const YamlNode* found = node(key);
    return found == nullptr ? std::nullopt : parse_dates(*found);
}

std::optional<Moment> Record::moment(std::string_view key) const {
    const YamlNode* found = node(key);
    return found == nullptr ? std::nullopt : parse_moment(found->text);
}

std::optional<int> Record::integer(std::string_view key) const {
    const YamlNode* found = node(key);
    return found == nullptr ? std::nullopt : parse_integer(found->text);
}

bool Record::boolean(std::string_view key, bool otherwise) const {
    const YamlNode* found = node(key);
    return found == nullptr ? otherwise : parse_boolean(found->text).value_or(otherwise);
}

std::vector<Located<std::string>> Record::lines(std::string_view key) const {
    std::vector<Located<std::string>> out;
    if (const YamlNode* found = node(key))
        for (const YamlNode& item : found->items) out.push_back({item.text, item.at});
    return out;
}

std::vector<std::pair<Located<std::string>, Located<std::string>>> Record::pairs(std::string_view key) const {
    std::vector<std::pair<Located<std::string>, Located<std::string>>> out;
    if (const YamlNode* found = node(key))
        for (const YamlEntry& entry : found->entries)
            out.emplace_back(Located<std::string>{entry.key.text, entry.key.at},
                             Located<std::string>{entry.value.text, entry.value.at});
    return out;
}

std::vector<std::pair<Located<std::string>, std::string>> Record::declarations(std::string_view key) const {
    std::vector<std::pair<Located<std::string>, std::string>> out;
    const YamlNode* found = node(key);
    if (found == nullptr) return out;
    for (const YamlNode& item : found->items) {
        if (item.kind == YamlNode::Kind::map)
            out.emplace_back(Located<std::string>{item.entries[0].key.text, item.entries[0].key.at},
                             std::string(trim(item.entries[0].value.text)));
        else
            out.emplace_back(Located<std::string>{item.text, item.at}, std::string());
    }
    return out;
}

Record Record::object(std::string_view key) const {
    const Value* found = value(key);
    if (found == nullptr) return {};
    return Record(found->entry->value, found->field->fields, *kind_, *reporter_, found->entry->key.at);
}

std::vector<Record> Record::objects(std::string_view key) const {
    std::vector<Record> out;
    const Value* found = value(key);
    if (found == nullptr) return out;
    for (const YamlNode& item : found->entry->value.items)
        out.push_back(Record(item, found->field->fields, *kind_, *reporter_, item.at));
    return out;
}

std::optional<std::size_t> Record::choice_index(std::string_view key) const {
    const Value* found = value(key);
    return found == nullptr ? std::nullopt : find_choice(*found->field, found->entry->value.text);
}

std::vector<std::size_t> Record::choice_indexes(std::string_view key) const {
    std::vector<std::size_t> out;
    const Value* found = value(key);
    if (found == nullptr) return out;
    for (const YamlNode& item : found->entry->value.items)
        if (const auto index = find_choice(*found->field, item.text)) out.push_back(*index);
    return out;
}

std::optional<bool> parse_boolean(std::string_view text) {
    if (text == "true" || text == "oui" || text == "vrai" || text == "yes") return true;
    if (text == "false" || text == "non" || text == "faux" || text == "no") return false;
    return std::nullopt;
}

std::optional<SchoolYear> parse_school_year(std::string_view text) {
    if (text.size() != 9 || text[4] != '-') return std::nullopt;
    const auto first = parse_integer(text.substr(0, 4)), second = parse_integer(text.substr(5));
    if (!first || !second || *first < 1900 || *second != *first + 1) return std::nullopt;
    return SchoolYear{*first};
}

bool is_reference(std::string_view text) {
    if (text.empty() || text.size() > 64 || text.front() == '-' || text.back() == '-') return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<DateRange> parse_dates(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::scalar) {
        const auto day = parse_date(node.text);
        return day ? std::optional(DateRange{*day, *day}) : std::nullopt;
    }
    std::optional<Date> from, to;
    for (const YamlEntry& entry : node.entries) {
        if (entry.key.text == "from" || entry.key.text == "du") from = parse_date(entry.value.text);
        if (entry.key.text == "to" || entry.key.text == "au") to = parse_date(entry.value.text);
    }
    return from && to ? std::optional(DateRange{*from, *to}) : std::nullopt;
}

} // namespace livret
