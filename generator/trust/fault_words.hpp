// What is wrong with a signed file's form, said to people. The readers of this room note a fault once, in English, as "place:
// what"; `livret verify --format json` gives that text as it is.
#pragma once

#include "base/date.hpp"

#include <string>
#include <string_view>

namespace livret {

// "credentialSubject.since: not a date" in the language asked for. What is not known here (a JSON parser's own words) stays as it
// is.
std::string fault_in(std::string_view fault, Language lang);

} // namespace livret
