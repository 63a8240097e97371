// What a sink holds, in one line per message, for whole-text comparisons: "3:12 yaml-colon [“…”]".
#pragma once

#include "diag/sink.hpp"

#include <string>
#include <vector>

namespace livret::tests {

std::vector<std::string> reported(const Sink& sink);

// The message as the program prints it in French, without path and colours, first line only.
std::string first_line_of(const Diagnostic& diagnostic);

} // namespace livret::tests
