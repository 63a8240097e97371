// JSON Canonicalization Scheme (RFC 8785): one spelling for every value, so that it can be hashed and signed.
#pragma once

#include "base/json.hpp"

#include <string>
#include <string_view>

namespace livret {

// Members sorted by UTF-16 code units, no white space, the shortest escapes, numbers as ECMAScript writes them.
std::string canonical_json(const Json& value);

// The canonical form of an object, and where one of its own members stands in it, a comma included: what is left without
// that range is the canonical form of the object without the member. The range is empty if there is no such member.
struct CanonicalObject {
    std::string text;
    std::size_t from = 0, to = 0;
    std::string rest() const; // without the range
};
CanonicalObject canonical_object(const Json& object, std::string_view member);

// The order of member names (RFC 8785 §3.2.3): by UTF-16 code units, which differs from bytes beyond U+FFFF.
bool comes_before_in_utf16(std::string_view a, std::string_view b);

} // namespace livret
