// The highest checkpoint that this person's machine has seen of each institution: an old registry and an old checkpoint that
// are put back together look whole, and only somebody who remembers can tell (schema/trust.md, "old-registry").
//
// One small file per root in $XDG_STATE_HOME/livret/checkpoints, named by the root's fingerprint: "12 <digest>".
#pragma once

#include "trust/chain.hpp"

#include <optional>

namespace livret {

struct MemoryFinding {
    enum class State { fine, older, other } state = State::fine; // other: the same number with another digest
    std::optional<Named> seen;                                   // before this run
};

// Compares a chain with what was seen, and remembers its newest checkpoint if it is higher. A chain that is broken, or a home
// that cannot be written to, changes nothing.
MemoryFinding compare_with_memory(const Chain& chain, const Digest& fingerprint);

} // namespace livret
