// The shortest sequence of edits, found by leaving some out, after which builds still differ.
#pragma once

#include "incremental/edits.hpp"

#include <string>
#include <vector>

namespace livret::tests {

// For people: the edits that are left, and what differs after them. Stops after so many seconds.
std::string shrunk(std::vector<Edit> edits, const std::string& base, const std::string& share, double seconds);

} // namespace livret::tests
