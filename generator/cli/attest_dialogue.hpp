// Deciding in front of a terminal, competence by competence.
#pragma once

#include "cli/attest_decisions.hpp"
#include "cli/terminal.hpp"

namespace livret {

// stop: no further activities are wanted; what was decided until then stands.
enum class NextStep { go_on, stop };

struct DialogueResult {
    NextStep next = NextStep::go_on;
    std::vector<WantedDecision> wanted; // may be empty: everything was skipped
};

// Shows the subject, then asks about each open competence: attest, not attested, more information, skip, stop.
DialogueResult ask_decisions(const SigningContext& context, const AttestSubject& subject, Terminal& terminal);

} // namespace livret
