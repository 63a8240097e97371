// What is left for an audience of what trainers signed: the second table of resolve/audience.hpp.
//
// The last step of restrict_to: `institute` holds only what its readers see of everything else.
#pragma once

#include "resolve/audience.hpp"

#include <set>

namespace livret {

void restrict_trust(Institute& institute, Audience audience, const std::set<SourcePath>& hidden_questions);

} // namespace livret
