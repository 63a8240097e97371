// JSON Canonicalization Scheme (RFC 8785): one spelling for every value, so that it can be hashed and signed.
#pragma once

#include "base/json.hpp"

#include <string>
#include <string_view>

namespace livret {

// Members sorted by UTF-16 code units, no white space, the shortest escapes, numbers as ECMAScript writes them.
std::string canonical_json(const Json& value);

// The order of member names (RFC 8785 §3.2.3): by UTF-16 code units, which differs from bytes beyond U+FFFF.
bool comes_before_in_utf16(std::string_view a, std::string_view b);

} // namespace livret
