// What verbs about one trainee are told: who she is, and as of which checkpoint.
#pragma once

#include "cli/command.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livret {

std::string folder_of(const Trainee& trainee); // "math1/durand"

// `given`: GFP/FOLDER, or the folder alone if only one group has it. Throws CommandError (usage): nobody, or several.
const Trainee& find_trainee(const Command& command, const Institute& institute, std::string_view given);

// The number that --as-of gives; nothing without it. Throws CommandError (usage) if it is no number.
std::optional<std::int64_t> as_of_option(const Command& command);

} // namespace livret
