// What --explain says: which parts of a site were made again, and because of what.
#pragma once

#include "build/pipeline.hpp"

#include <string>
#include <vector>

namespace livret {

// A line for each part that was made again, then one that counts those that were not.
std::vector<std::string> remade_lines(const BuildReport& report, Language language);

} // namespace livret
