// The trainee that a command line names.
#pragma once

#include "model/institute.hpp"

#include <string>

namespace livret {

// GFP/FOLDER, or the folder alone if one group only has it. Throws CommandError (usage) with what there is, or the nearest.
const Trainee& named_trainee(const Institute& institute, const std::string& given);

} // namespace livret
