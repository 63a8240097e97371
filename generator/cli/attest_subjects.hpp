// What `livret attest` can be about: an activity by its reference, a training session for its participants, a trainee's
// contributions to the group's space. Found, held against the registry, and shown before anything is signed.
#pragma once

#include "build/pipeline.hpp"
#include "cli/command.hpp"
#include "resolve/waiting.hpp"
#include "trust/attesting.hpp"
#include "trust/binding.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// Who signs, and everything there is.
struct SigningContext {
    const Command& command;
    const Disk& repository;
    const WholeRepository& whole;
    PublicKey key{};
    const RegisteredTrainer* signer = nullptr; // whose key it is
    Date now{};
    std::map<TraineeKey, TraineeStandings> standings = {}; // what was decided before this command
};

struct AttestSubject {
    Matter matter;
    const Trainee* trainee = nullptr;
    const Framework* framework = nullptr;
    const Activity* activity = nullptr; // exactly one of these three
    const Training* training = nullptr;
    std::vector<FoundContribution> contributions;
    std::vector<Declaration> open; // what may be decided on, with the trainee's words; empty for contributions: anything
    // Of those, the codes that ask nothing of a trainer: somebody decided, or the trainee has not answered yet. Decided again
    // only by name, so that a colleague's decision is not doubled without meaning to.
    std::set<std::string> decided = {};

    std::string name() const; // "MATH1-DURAND-03", "math1/utiliser-un-ent (durand)", "math1/durand"
};

// Each throws CommandError (content): nothing of that name ("did you mean"), what is not declared or not held, what the
// registry does not let this key decide, pictures that reveal a position.
AttestSubject activity_subject(const SigningContext& context, std::string_view reference);
// `session`: its slug, or group/slug. `participants`: folders; empty: all that the session names.
std::vector<AttestSubject> training_subjects(const SigningContext& context, std::string_view session,
                                             std::span<const std::string> participants);
// `who`: group/folder. `items`: files, or file#number; empty: everything she asked and answered.
AttestSubject contributions_subject(const SigningContext& context, std::string_view who, std::span<const std::string> items);

// The bytes that the attestation binds, read from the sources. Throws CommandError if they changed meanwhile.
std::vector<std::string> bound_bytes(const SigningContext& context, const AttestSubject& subject);

} // namespace livret
