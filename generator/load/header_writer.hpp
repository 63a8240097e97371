// Changes fields of a document's header, and leaves every other byte where it is: comments, the order of fields, the way
// a key is spelt (French or English), spaces, line ends, and items of a list that did not change.
//
// A new document is one with an empty header to which every field is added, in the order of the kind's table.
//
// Pure. What is written was read again first: a header that cannot be changed safely is not.
#pragma once

#include "base/date.hpp"
#include "load/kinds.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// One item of a list or a map, on lines of its own.
struct HeaderItem {
    std::string id;   // by which it is known: a code, as the file spells it
    std::string yaml; // "B.2.1: mes mots", "B.2.1"; for an item of several lines, those after the first are indented by two
};

struct HeaderEdit {
    enum class What {
        value, // `yaml` stands after "key:" (a blank before it is put in unless it begins with one, or with a line end)
        remove,
        list,   // the items of a list, those that stay in the order of the file
        map,    // the entries of a map, likewise
        append, // one item more at the end of a list
        within, // `items` has one: the `id`-th item of a list of maps, counted from 1, gets `yaml` after
                // `field`
    };
    std::string_view key; // in English
    What what = What::value;
    std::string yaml = {};
    std::vector<HeaderItem> items = {};
    std::string_view field = {}; // of `within`: the item's own key, as the file spells it
};

// The language in which a file spells its keys; `otherwise` if none tells.
Language language_of_keys(std::string_view text, const Kind& kind, Language otherwise);

// `text` (UTF-8) with the edits and, if given, another body (LF). Nothing if its header cannot be read, or not be edited so
// that it reads as it should.
std::optional<std::string> with_fields(std::string_view text, const Kind& kind, const std::vector<HeaderEdit>& edits,
                                       const std::optional<std::string>& body, Language otherwise);

// The key, in English, of the field that a line of the file belongs to; "body" below the header; empty: none.
std::string field_at(std::string_view text, const Kind& kind, int line);

} // namespace livret
