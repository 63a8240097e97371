// What waits for trainers: declared competences that nobody decided yet, and requests for more information that got a reply.
//
// Pure; whole institute (nobody's audience), since it is for those who sign.
#pragma once

#include "resolve/standing.hpp"

#include <vector>

namespace livret {

enum class WaitingFor {
    decision, // nobody who counts decided
    reading,  // a request was answered
    settling, // one trainer contradicts herself
};

struct WaitingCompetence {
    CompetenceKey key;
    WaitingFor what = WaitingFor::decision;
};

// One activity with something to decide.
struct Waiting {
    const Activity* activity = nullptr;
    const Trainee* trainee = nullptr;
    std::vector<WaitingCompetence> competences; // in the order declared
    Date since{};                               // the day it was declared, or of the newest reply if nothing else waits
    int days = 0;                               // from then to today; 0 for a day to come
    bool late = false;                          // beyond the institute's own target (attest-within), if it has one
};

struct Waits {
    std::vector<Waiting> waiting; // oldest first, then by reference
    std::vector<Waiting>
        asked; // requests that wait for the trainee, `since` the day of the first of them, as its signer dates it
};

// There is a registry, and its chain holds: what waits can be signed.
inline bool can_be_signed(const Institute& institute) {
    return institute.trust.present && institute.trust.broken.empty();
}

// A session that was held, and those who were there about whom nobody decided anything for it. Nobody asked for it: it waits in a
// lower voice than what was declared.
struct UndecidedSession {
    const Training* training = nullptr;
    std::vector<const Trainee*> trainees;
    int days = 0; // since it was held
};
// Oldest first.
std::vector<UndecidedSession> undecided_sessions(const Institute& institute,
                                                 const std::map<TraineeKey, TraineeStandings>& standings, Date today);

// What a trainee answered to others in the group's space and its stream's, and no attestation that counts names.
struct UndecidedContributions {
    const Trainee* trainee = nullptr;
    std::size_t answers = 0;
    Date since{}; // the first of them
    int days = 0;
};
// Oldest first.
std::vector<UndecidedContributions> undecided_contributions(const Institute& institute, Date today);

// Whether a trainer has something to do about what stands there; `standing` may be null: declared, and nobody signed.
bool waits_for_a_trainer(const Standing* standing);

Waits waits_of(const Institute& institute, const std::map<TraineeKey, TraineeStandings>& standings, Date today);

} // namespace livret
