// What a field takes, in words, for the message wrong-type.
#pragma once

#include "load/fields.hpp"

#include <string>

namespace livret {

struct Expectation {
    std::string fr, en;
};

Expectation expectation(const Field& field);

} // namespace livret
