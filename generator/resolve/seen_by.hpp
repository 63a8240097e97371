// What one trainee sees of an institute on her own machine: what her group does, and all of her own.
//
// Her own: drafts, what is private or for the jury only, and every decision about her with its comments and requests. Of
// everybody else she sees what Audience::gfp does. Never for a site that is published.
#pragma once

#include "model/institute.hpp"

namespace livret {

Institute seen_by(const Institute& whole, const TraineeKey& trainee);

} // namespace livret
