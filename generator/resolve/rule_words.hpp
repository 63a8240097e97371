// What is missing for a rule, in words: « 22 sur 28 ; il manque 1 en B.4 ». These words are signed in certificates, so they
// belong to the program and not to a theme.
#pragma once

#include "resolve/rules.hpp"

#include <string>

namespace livret {

// One condition: what was counted, what is asked for, and which competences are missing. One line, no full stop.
std::string explain(const ConditionState& state, Language language);

// The whole rule in short: how many count, and what is missing where. One line, no full stop.
std::string explain_briefly(const RuleState& state, Language language);

// That line, then one line per condition with a mark of its own in words: « condition remplie : … ».
std::string explain(const RuleState& state, Language language);

} // namespace livret
