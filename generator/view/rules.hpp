// Certification rules in words.
#pragma once

#include "model/framework.hpp"
#include "view/texts.hpp"

#include <string>

namespace livret {

// One condition as a sentence: « au moins 23 compétences sur 28 ».
std::string describe_condition(const RuleCondition& condition, const Framework& framework, const Texts& texts);

} // namespace livret
