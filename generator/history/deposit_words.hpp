// What a deposit did, and what to do now, in sentences for somebody who does not know git.
#pragma once

#include "history/deposit.hpp"

#include <string>
#include <vector>

namespace livret {

// One sentence or list entry each; entries of lists begin with two spaces. Commands stand as they are typed.
std::vector<std::string> words_of(const DepositOutcome& outcome, Language language);

} // namespace livret
