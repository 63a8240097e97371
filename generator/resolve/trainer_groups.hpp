// Which groups are a trainer's.
#pragma once

#include "model/institute.hpp"

#include <set>

namespace livret {

// Whose decisions she may sign on that day: by the registry's scopes or, without a registry, by gfp.md.
std::set<GfpId> groups_signed_by(const Institute& institute, const TrainerId& trainer, Date today);

// Those that gfp.md names her in.
std::set<GfpId> groups_taught_by(const Institute& institute, const TrainerId& trainer);

} // namespace livret
