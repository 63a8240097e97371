// How a situation is spelt in front matter, in signed documents and in rules.
#pragma once

#include "model/activity.hpp"

#include <string_view>

namespace livret {

std::string_view text_of(Situation situation);

} // namespace livret
