// What front matter may hold, as tables: one per kind of file. The same table checks a file, proposes the
// nearest key or value, and is written out as a JSON Schema for editors (json_schema.hpp); load/kinds.cpp
// holds the tables.
//
// To add a field: a line in kinds.cpp, a member in model/, a line in readers.cpp.
#pragma once

#include "base/date.hpp"
#include "diag/sink.hpp"
#include "markup/yaml_tree.hpp"
#include "model/activity.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

enum class FieldType {
    line,         // one line of text
    text,         // several lines of Markdown
    integer,      // from Field::min to Field::max
    boolean,      // true, false; oui, non
    date,         // 2004-11-18
    dates,        // a date, or {from, to}
    moment,       // 2004-11-02T18:40+01:00
    hours,        // 09:00-12:30, 9 h – 12 h 30, 09:00
    school_year,  // 2004-2005
    slug,         // an identifier: a-z, 0-9, hyphens
    slugs,        // a list of them
    person,       // durand, math1/durand or c-leroy
    participants, // a list of trainees, or the word all
    reference,    // MATH1-DURAND-03
    hexadecimal,  // Field::min to Field::max digits
    url,          // http or https, complete
    file_name,    // of a file beside this one
    code_list,    // codes of competences
    domain_list,  // codes of domains
    declarations, // codes, each with the trainee's words or without
    levels,       // a code and a whole number from 0 to 3
    remarks,      // a code and a line of text
    choice,       // one of Field::choices
    choices,      // a list of them
    object,       // Field::fields
    objects,      // a list of them
    labels,       // four lines of text, or four {fr, en}
};

// One value of a closed set, and its words in each language: all are accepted.
struct Choice {
    std::string_view id;      // as documented
    std::string_view fr = {}; // empty if it is the same
    std::string_view en = {}; // empty if it is the same

    std::string_view word(Language language) const {
        const std::string_view own = language == Language::fr ? fr : en;
        return own.empty() ? id : own;
    }
};

struct Field {
    std::string_view key;    // in English
    std::string_view french; // the same in French
    FieldType type = FieldType::line;
    bool required = false;
    std::string_view meaning_fr, meaning_en; // for editors
    std::span<const Choice> choices = {};
    std::span<const Field> fields = {};
    int min = 0, max = 0;
};

struct Kind {
    std::string_view name;                 // "activity": also the schema's file name
    std::string_view called_fr, called_en; // "une activité", "an activity"
    std::span<const Field> fields;
};

// The values of one map that fit its table; what does not fit was reported and is absent. The node must
// outlive it.
class Record {
  public:
    Record() = default;
    // Checks `map` against the table and reports what does not fit. `header` is where missing keys are
    // reported.
    Record(const YamlNode& map, std::span<const Field> fields, const Kind& kind, const Reporter& reporter, Span header);

    const YamlNode* node(std::string_view key) const; // null if absent
    bool has(std::string_view key) const { return node(key) != nullptr; }
    Span at(std::string_view key) const;     // of the value; of the header if absent
    Span key_at(std::string_view key) const; // of the key; of the header if absent

    std::string line(std::string_view key) const; // empty if absent
    std::optional<Date> date(std::string_view key) const;
    std::optional<DateRange> dates(std::string_view key) const;
    std::optional<Moment> moment(std::string_view key) const;
    std::optional<int> integer(std::string_view key) const;
    bool boolean(std::string_view key, bool otherwise) const;
    std::vector<Located<std::string>> lines(std::string_view key) const;                                  // of a list of scalars
    std::vector<std::pair<Located<std::string>, Located<std::string>>> pairs(std::string_view key) const; // of a map
    // Codes with their words (empty if there are none), of `declarations`.
    std::vector<std::pair<Located<std::string>, std::string>> declarations(std::string_view key) const;
    Record object(std::string_view key) const;
    std::vector<Record> objects(std::string_view key) const;

    // The place of the value in the table's choices, which are in the order of the enumeration.
    template <class Enum> Enum choice(std::string_view key, Enum otherwise) const {
        const auto index = choice_index(key);
        return index ? static_cast<Enum>(*index) : otherwise;
    }
    template <class Enum> std::vector<Enum> choices(std::string_view key) const {
        std::vector<Enum> out;
        for (const std::size_t index : choice_indexes(key)) out.push_back(static_cast<Enum>(index));
        return out;
    }

  private:
    struct Value {
        const Field* field;
        const YamlEntry* entry;
    };
    const Value* value(std::string_view key) const;
    std::optional<std::size_t> choice_index(std::string_view key) const;
    std::vector<std::size_t> choice_indexes(std::string_view key) const;

    std::vector<Value> values_;
    const Kind* kind_ = nullptr;
    const Reporter* reporter_ = nullptr;
    Span header_;
};

// The order of the words in which people write a true or a false.
std::optional<bool> parse_boolean(std::string_view text);
std::optional<SchoolYear> parse_school_year(std::string_view text);
bool is_reference(std::string_view text);
std::optional<DateRange> parse_dates(const YamlNode& node);

} // namespace livret
