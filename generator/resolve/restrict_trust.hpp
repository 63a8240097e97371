// What is left for an audience of what trainers signed: the second table of resolve/audience.hpp.
//
// The last step of restrict_to: `institute` holds only what its readers see of everything else.
#pragma once

#include "resolve/audience.hpp"

namespace livret {

void restrict_trust(Institute& institute, Audience audience);

} // namespace livret
