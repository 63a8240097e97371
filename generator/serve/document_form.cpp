#include "serve/document_form.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "markup/front_matter.hpp"
#include "markup/yaml_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

using T = FieldType;
using What = HeaderEdit::What;
using Raw = std::map<std::string, std::string>; // a code as the framework writes it -> as this file does

enum class Shape { line, text, dates, boolean, list, words, map, other };

Shape shape_of(const Field& field) {
    switch (field.type) {
    case T::text:
        return Shape::text;
    case T::dates:
        return Shape::dates;
    case T::boolean:
        return Shape::boolean;
    case T::choices:
    case T::slugs:
    case T::code_list:
    case T::domain_list:
    case T::participants:
        return Shape::list;
    case T::declarations:
        return Shape::words;
    case T::levels:
    case T::remarks:
        return Shape::map;
    case T::object:
    case T::objects:
    case T::labels:
        return Shape::other;
    default:
        return Shape::line;
    }
}

std::string key_of(const Field& field) {
    return std::string(field.key);
}
bool holds_codes(const Field& field) {
    return field.type == T::code_list || field.type == T::declarations || field.type == T::levels || field.type == T::remarks;
}

// The identifier of a choice, whichever of its words was written.
std::string choice_id(const Field& field, const std::string& text) {
    if (text.empty()) return text; // most choices have no second word
    for (const Choice& one : field.choices)
        if (!one.id.empty() && (text == one.id || text == one.fr || text == one.en)) return std::string(one.id);
    for (const Choice& one : field.choices)
        if (!one.id.empty() && search_key(text) == search_key(one.id)) return std::string(one.id);
    return text;
}
std::string choice_word(const Field& field, const std::string& id, Language language) {
    for (const Choice& one : field.choices)
        if (one.id == id) return std::string(one.word(language));
    return id;
}

class Reader {
  public:
    Reader(const Framework* framework, FormValues& out, Raw* raw) : framework_(framework), out_(out), raw_(raw) {}

    void read(const Field& field, const YamlNode& value) {
        const std::string key = key_of(field);
        switch (shape_of(field)) {
        case Shape::line:
            return out_.set(key, item(field, value.text));
        case Shape::text:
            return out_.set(key, typed_text(value.text));
        case Shape::boolean:
            return out_.set(key, parse_boolean(value.text).value_or(false) ? "true" : "");
        case Shape::dates:
            return dates(key, value);
        case Shape::list:
            if (value.kind == YamlNode::Kind::scalar) return out_.add(key, item(field, value.text));
            for (const YamlNode& one : value.items) out_.add(key, item(field, one.text));
            return;
        case Shape::words:
            for (const YamlNode& one : value.items) {
                if (one.kind != YamlNode::Kind::map) out_.add(key, item(field, one.text));
                for (const YamlEntry& each : one.entries) declare(field, key, each);
            }
            for (const YamlEntry& each : value.entries) declare(field, key, each);
            return;
        case Shape::map:
            for (const YamlEntry& one : value.entries)
                out_.set(fmt::format("{}.{}", key, item(field, one.key.text)), typed_line(one.value.text));
            return;
        case Shape::other:
            return;
        }
    }

  private:
    const Framework* framework_;
    FormValues& out_;
    Raw* raw_;

    std::string item(const Field& field, const std::string& text) const {
        const std::string line = typed_line(text);
        if (!field.choices.empty()) return choice_id(field, line);
        if (!holds_codes(field) || framework_ == nullptr) return line;
        const Competence* found = framework_->find_typed(line);
        if (found == nullptr) return line;
        if (raw_ != nullptr) raw_->insert_or_assign(found->code, text);
        return found->code;
    }

    void declare(const Field& field, const std::string& key, const YamlEntry& entry) {
        const std::string code = item(field, entry.key.text);
        out_.add(key, code);
        out_.set(fmt::format("{}.words.{}", key, code), typed_line(entry.value.text));
    }

    void dates(const std::string& key, const YamlNode& value) {
        if (value.kind != YamlNode::Kind::map) return out_.set(key, typed_line(value.text));
        for (const YamlEntry& one : value.entries) {
            const bool until = one.key.text == "to" || one.key.text == "au";
            out_.set(until ? key + ".until" : key, typed_line(one.value.text));
        }
        if (out_.one(key) == out_.one(key + ".until")) out_.set(key + ".until", "");
    }
};

struct ReadDocument {
    FormValues values;
    Raw raw;
};

std::optional<ReadDocument> read(std::string_view text, const Kind& kind, const Framework* framework) {
    const std::string plain = lf_text(text);
    Sink sink;
    const FrontMatter front = split_front_matter(Reporter(SourcePath{"a.md"}, plain, sink));
    if (!front.found || !front.data) return std::nullopt;
    if (front.data->kind != YamlNode::Kind::map && front.data->kind != YamlNode::Kind::null) return std::nullopt;
    ReadDocument out;
    Reader reader(framework, out.values, &out.raw);
    for (const YamlEntry& entry : front.data->entries)
        for (const Field& field : kind.fields)
            if (entry.key.text == field.key || entry.key.text == field.french) reader.read(field, entry.value);
    out.values.set("body", typed_text(std::string_view(plain).substr(front.body_offset)));
    return out;
}

// --- from values to a header

class Changes {
  public:
    Changes(const FormValues& old, const FormValues& wanted, const Raw& raw, Language language)
        : old_(old), wanted_(wanted), raw_(raw), language_(language) {}

    std::vector<HeaderEdit> edits;

    void add(const Field& field) {
        const std::string key = key_of(field);
        switch (shape_of(field)) {
        case Shape::line:
            if (differs(key)) set(field, wanted_.one(key).empty() ? "" : scalar(field, wanted_.one(key), YamlPlace::block));
            return;
        case Shape::text:
            if (differs(key)) set(field, wanted_.one(key).empty() ? "" : yaml_text(wanted_.one(key), 2));
            return;
        case Shape::boolean:
            if (differs(key)) set(field, wanted_.one(key).empty() ? "" : language_ == Language::fr ? "oui" : "true");
            return;
        case Shape::dates:
            if (differs(key) || differs(key + ".until")) set(field, dates(key));
            return;
        case Shape::list:
            if (sorted(old_.all(key)) != sorted(wanted_.all(key))) list(field, wanted_.all(key));
            return;
        case Shape::words:
            if (sorted(old_.all(key)) != sorted(wanted_.all(key)) || words_differ(key)) declarations(field);
            return;
        case Shape::map:
            if (below(old_, key) != below(wanted_, key)) map(field);
            return;
        case Shape::other:
            return;
        }
    }

    static std::vector<std::string> sorted(std::vector<std::string> list) {
        std::sort(list.begin(), list.end());
        return list;
    }
    // "levels.A.1.1" of "levels": what follows, and its value.
    static std::vector<std::pair<std::string, std::string>> below(const FormValues& values, const std::string& key) {
        std::vector<std::pair<std::string, std::string>> out;
        for (const auto& [name, list] : values.names())
            if (name.starts_with(key + ".")) out.emplace_back(name.substr(key.size() + 1), list.front());
        return out;
    }

  private:
    const FormValues& old_;
    const FormValues& wanted_;
    const Raw& raw_;
    Language language_;

    bool differs(const std::string& key) const { return old_.one(key) != wanted_.one(key); }
    void set(const Field& field, std::string yaml) {
        edits.push_back({field.key, yaml.empty() ? What::remove : What::value, std::move(yaml), {}});
    }
    std::string spelt(const std::string& code) const {
        const auto found = raw_.find(code);
        return found == raw_.end() ? code : found->second;
    }
    std::string scalar(const Field& field, const std::string& value, YamlPlace place) const {
        if (!field.choices.empty()) return yaml_scalar(choice_word(field, value, language_), place);
        return yaml_scalar(holds_codes(field) ? spelt(value) : value, place);
    }

    std::string dates(const std::string& key) const {
        const std::string from = wanted_.one(key), until = wanted_.one(key + ".until");
        if (until.empty() || until == from) return from.empty() ? "" : yaml_scalar(from);
        const bool fr = language_ == Language::fr;
        return fmt::format("{{{}: {}, {}: {}}}", fr ? "du" : "from", yaml_scalar(from, YamlPlace::flow), fr ? "au" : "to",
                           yaml_scalar(until, YamlPlace::flow));
    }

    void list(const Field& field, const std::vector<std::string>& values) {
        HeaderEdit edit{field.key, What::list, {}, {}};
        for (const std::string& one : values) {
            edit.yaml += (edit.yaml.empty() ? "[" : ", ") + scalar(field, one, YamlPlace::flow);
            // Known by the word in the file, whichever it is of several.
            edit.items.push_back({written_id(field, one), scalar(field, one, YamlPlace::block)});
        }
        if (!edit.yaml.empty()) edit.yaml += "]";
        edits.push_back(std::move(edit));
    }
    std::string written_id(const Field& field, const std::string& value) const {
        return field.choices.empty() ? (holds_codes(field) ? spelt(value) : value) : choice_word(field, value, language_);
    }

    bool words_differ(const std::string& key) const {
        const std::vector<std::string>& codes = wanted_.all(key);
        return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
            const std::string name = fmt::format("{}.words.{}", key, code);
            return old_.one(name) != wanted_.one(name);
        });
    }

    void declarations(const Field& field) {
        const std::string key = key_of(field);
        HeaderEdit edit{field.key, What::list, {}, {}};
        bool words = false;
        for (const std::string& code : wanted_.all(key)) {
            const std::string own = wanted_.one(fmt::format("{}.words.{}", key, code));
            const std::string name = yaml_scalar(spelt(code), YamlPlace::flow);
            words = words || !own.empty();
            edit.yaml += (edit.yaml.empty() ? "[" : ", ") + name;
            edit.items.push_back({spelt(code), own.empty() ? name : name + ": " + yaml_scalar(own)});
        }
        edit.yaml = words || edit.yaml.empty() ? "" : edit.yaml + "]";
        edits.push_back(std::move(edit));
    }

    void map(const Field& field) {
        HeaderEdit edit{field.key, What::map, {}, {}};
        for (const auto& [code, value] : below(wanted_, key_of(field)))
            edit.items.push_back({spelt(code), yaml_scalar(spelt(code), YamlPlace::flow) + ": " + yaml_scalar(value)});
        edits.push_back(std::move(edit));
    }
};

// Equal but for the order of lists, which is the file's.
bool same(const FormValues& a, const FormValues& b) {
    return std::equal(a.names().begin(), a.names().end(), b.names().begin(), b.names().end(),
                      [](const auto& one, const auto& two) {
                          return one.first == two.first && Changes::sorted(one.second) == Changes::sorted(two.second);
                      });
}

} // namespace

std::optional<FormValues> values_of(std::string_view text, const Kind& kind, const Framework* framework) {
    auto found = read(text, kind, framework);
    if (!found) return std::nullopt;
    return std::move(found->values);
}

FormValues normal(const FormValues& typed, const Kind& kind) {
    FormValues out;
    for (const Field& field : kind.fields) {
        const std::string key = key_of(field);
        switch (shape_of(field)) {
        case Shape::line:
            out.set(key, choice_id(field, typed_line(typed.one(key)))); // as it is read back
            break;
        case Shape::text:
            out.set(key, typed_text(typed.one(key)));
            break;
        case Shape::boolean:
            out.set(key, typed.one(key).empty() ? "" : "true");
            break;
        case Shape::dates:
            out.set(key, typed_line(typed.one(key)));
            out.set(key + ".until", typed_line(typed.one(key + ".until")));
            if (out.one(key).empty()) { // the only day there is
                out.set(key, out.one(key + ".until"));
                out.set(key + ".until", "");
            }
            if (out.one(key) == out.one(key + ".until")) out.set(key + ".until", "");
            break;
        case Shape::list:
            for (const std::string& one : typed.all(key)) out.add(key, choice_id(field, typed_line(one)));
            break;
        case Shape::words:
            for (const std::string& one : typed.all(key)) {
                const std::string code = typed_line(one);
                if (code.empty()) continue; // words about nothing
                out.add(key, code);
                out.set(fmt::format("{}.words.{}", key, code), typed_line(typed.one(fmt::format("{}.words.{}", key, one))));
            }
            break;
        case Shape::map:
            for (const auto& [code, value] : Changes::below(typed, key))
                out.set(fmt::format("{}.{}", key, code), typed_line(value));
            break;
        case Shape::other:
            break;
        }
    }
    out.set("body", typed_text(typed.one("body")));
    return out;
}

std::optional<std::string> with_values(std::string_view text, const Kind& kind, const Framework* framework,
                                       const FormValues& wanted, const std::vector<HeaderEdit>& more, Language language) {
    const std::string from = text.empty() ? std::string("---\n---\n") : std::string(text);
    const auto old = read(from, kind, framework);
    if (!old) return std::nullopt;
    Changes changes(old->values, wanted, old->raw, language_of_keys(from, kind, language));
    for (const Field& field : kind.fields) changes.add(field);
    for (const HeaderEdit& one : more) changes.edits.push_back(one);
    std::optional<std::string> body;
    if (old->values.one("body") != wanted.one("body")) body = wanted.one("body");
    auto out = with_fields(from, kind, changes.edits, body, language);
    if (!out) return std::nullopt;
    const auto again = read(*out, kind, framework);
    if (!again || !same(again->values, wanted)) return std::nullopt;
    return out;
}

} // namespace livret
