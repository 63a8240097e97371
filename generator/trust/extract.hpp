// The trust/ of a dossier: what vouches for one trainee, and of everybody else only hashes (schema/trust.md §1, "Extracts").
#pragma once

#include "trust/chain.hpp"

#include <string_view>

namespace livret {

// Of a whole trust/ and what it amounts to: the roots, checkpoints and those registries that checking needs, her two leaf files,
// her attestations and certificates, and the names of the snapshots that these bind and that are there. What is nobody's word
// (malformed, not well signed, by a key that nobody knows) stays behind, unless a checkpoint lists it.
//
// Empty (no documents) if there is nothing to extract: the chain does not hold, `files` is an extract itself, she is not in the
// roster of the registry in use, or the newest checkpoint lists nothing of hers (then nothing could show that it does not).
TrustFiles extract_of(const TrustFiles& files, const Chain& chain, std::string_view trainee);

} // namespace livret
