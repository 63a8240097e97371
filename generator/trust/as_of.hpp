// trust/ as it was when a checkpoint was made, for judging as of it.
#pragma once

#include "trust/verdict.hpp"

#include <cstdint>

namespace livret {

// Without what came after the checkpoint: later checkpoints; roots and registries beyond those that it names; attestations
// that it does not list. `chain`: what these files amount to; it must have that checkpoint.
TrustFiles as_of(const TrustFiles& files, const Chain& chain, std::int64_t checkpoint);

// The verdicts as of it. An erasure takes the rosters of former registries away, and with them what trust/ was then: what that
// checkpoint lists is judged by today's registry in their stead (schema/trust.md §1, LivretCertificate). So one candidate's
// erasure stops nobody else's certificate.
Judged judge_as_of(const TrustFiles& files, const Chain& chain, std::int64_t checkpoint, std::string_view fingerprint,
                   const People& people, unsigned jobs);

} // namespace livret
