// What a registrar and trainers sign, with keys that everybody can make, over files in memory.
//
// Each takes what trust/ and the rest hold at this moment, as the verbs of `livret` do; where the chain does not hold (any state
// may come up in a run), nothing is signed and the answer is false.
#pragma once

#include "incremental/world.hpp"

namespace livret::tests {

void sign_from_scratch(Files& files); // a root, a registry for all that is there, the first checkpoint
// The next registry: settings, frameworks, sessions and theme as they are now, and who is enrolled.
bool renew_registry(Files& files);
bool write_checkpoint(Files& files, Random& random);
// A decision of some trainer on some activity, its text as it is now.
bool attest(Files& files, Random& random);
bool revoke(Files& files, Random& random); // one attestation, by the next registry
// Freezes the session for its jury, at the newest checkpoint; or its chair decides on somebody who was frozen.
bool freeze(Files& files);
bool decide(Files& files, Random& random);

} // namespace livret::tests
