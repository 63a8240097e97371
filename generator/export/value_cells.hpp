// Cells of tables from what a page's value holds. A name that the value does not have is nothing.
#pragma once

#include "export/csv.hpp"
#include "view/value.hpp"

#include "base/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace livret {

inline const Value& at(const Value& object, std::string_view name) {
    static const Value nothing;
    const Value* found = object.find(name);
    return found == nullptr ? nothing : *found;
}

inline CsvCell text_at(const Value& object, std::string_view name) {
    return CsvCell(at(object, name).str());
}
inline std::string date_at(const Value& object, std::string_view name) {
    const Value& date = at(object, name);
    return date.is_empty() ? "" : std::string(at(date, "iso").str());
}
inline CsvCell name_at(const Value& object, std::string_view name) {
    const Value& person = at(object, name);
    return person.is_empty() ? CsvCell() : text_at(person, "title");
}

// A number that a page shows, perhaps among words: "3 activités", "12 345". Nothing stays nothing.
inline CsvCell digits(std::string_view shown) {
    CsvCell out;
    for (const char c : shown)
        if (c >= '0' && c <= '9') out.value += c;
    out.number = !out.value.empty();
    return out;
}
inline CsvCell number_at(const Value& object, std::string_view name) {
    return digits(at(object, name).str());
}

// Where a page leaves nothing for none.
inline CsvCell count_at(const Value& object, std::string_view name) {
    CsvCell out = number_at(object, name);
    return out.number ? out : CsvCell::of(0);
}

inline std::string joined(const Value& list, std::string_view name, std::string_view between) {
    std::vector<std::string> out;
    for (const Value& one : list.items()) out.emplace_back(at(one, name).str());
    return join(out, between);
}

struct Column {
    std::string_view fr, en;
};
template <class Columns> CsvTable table_of(const Columns& columns, Language language) {
    CsvTable out;
    for (const Column& one : columns) out.columns.emplace_back(language == Language::fr ? one.fr : one.en);
    return out;
}

} // namespace livret
