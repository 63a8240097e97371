// What the verbs of `livret session` work at: the repository, its trust/, one session of it and, once it is frozen, its freeze.
#pragma once

#include "build/certification.hpp"
#include "build/session_diff.hpp"
#include "cli/command.hpp"
#include "cli/decision_list.hpp"
#include "cli/trust_desk.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct SessionDesk {
    BuildOptions options;
    WholeRepository whole;
    TrustDesk trust;
    std::unique_ptr<Disk> disk;
    const JurySession* session = nullptr; // of `whole`
    mutable std::optional<Judged> then;   // see judged_at_freeze

    const Chain& chain() const { return *whole.verdicts.judged.chain; }
    const JudgedJury& jury() const { return whole.verdicts.judged.jury; }
    const Trainee* trainee(std::string_view id) const; // by the opaque identifier; nullptr: not here
};

// livret session VERB ID: the identifier. Throws CommandError (usage).
std::string session_id(const Command& command);

// Throws CommandError: no such session ("did you mean"), a file with errors, no trust, an older state put back.
std::unique_ptr<SessionDesk> open_session_desk(const Command& command);
// Likewise; the session's file must be in force.
std::unique_ptr<SessionDesk> open_session_in_force(const Command& command);

// Throws CommandError: not frozen, or what lies there is nobody's word.
SessionFreeze require_freeze(const SessionDesk& desk);

// All at once: "sessions/juin.yaml : …", a line each. Throws CommandError (content).
[[noreturn]] void refuse_all(std::string head_fr, std::string head_en, const std::vector<SessionObstacle>& obstacles);

// What trust/ was worth at the freeze's checkpoint; computed once.
const Judged& judged_at_freeze(const SessionDesk& desk, const SessionFreeze& freeze);
// What the attestations of a candidate amount to as of the freeze. `accepted`: as in CertificationRequest.
std::variant<Certification, Refusal> certify_at_freeze(const SessionDesk& desk, const SessionFreeze& freeze,
                                                       const TraineeKey& trainee, const std::set<std::string>& accepted);

// Who can be decided on, as people name them: the frozen candidates whom the repository still has.
std::vector<NamedCandidate> named_candidates(const SessionDesk& desk, const SessionFreeze& freeze);

Exit session_open(const Command& command);
Exit session_freeze(const Command& command);
Exit session_diff(const Command& command);
Exit session_decide(const Command& command);
Exit session_close(const Command& command);

} // namespace livret
