// Reads what is in canonical form (RFC 8785) as every signed file must be, in one go: what the general way of reading JSON,
// checking it and writing it again to compare would accept takes a third of the time, and a country signs tens of thousands.
#pragma once

#include "base/json.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// A value that has been read from its own canonical form.
struct CanonicalValue {
    Json value;
    // Where each member of an object stands in its text, in order: from its name's quotation mark to the end of its value.
    // Empty if it is no object.
    struct Span {
        std::size_t from = 0, to = 0;
    };
    std::vector<Span> members;

    // The canonical form of the object without one of its members, cut out of `text`, which it was read from.
    std::string text_without(std::string_view text, std::string_view member) const;
    // That of one of its members' values; empty: there is none.
    std::string_view text_of(std::string_view text, std::string_view member) const;
};

// Nothing unless `text` is canonical_json() of a value without numbers beyond the integers up to 2^53-1, in which lists and
// objects are at most `deepest` deep. What is wrong is for parse_json and canonical_json to say.
std::optional<CanonicalValue> read_canonical_value(std::string_view text, std::size_t deepest);

} // namespace livret
