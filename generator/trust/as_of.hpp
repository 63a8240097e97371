// trust/ as it was when a checkpoint was made, for judging as of it.
#pragma once

#include "trust/chain.hpp"

#include <cstdint>

namespace livret {

// Without what came after the checkpoint: later checkpoints; roots and registries beyond those that it names; attestations
// that it does not list. `chain`: what these files amount to; it must have that checkpoint.
TrustFiles as_of(const TrustFiles& files, const Chain& chain, std::int64_t checkpoint);

} // namespace livret
