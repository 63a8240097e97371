// What each declared competence of each trainee has become, and which signed decisions say so.
//
// Pure: reads the model and the words on its attestations, touches no disk and no clock. Runs on the whole institute that
// an audience sees, so that what its readers may not know changes nothing.
//
// A decision speaks while its attestation counts (`valid`, `unsealed`) and is not retracted; the text may have been edited
// since: what was attested goes on counting for the text that was read. Superseded decisions and retractions stay in the
// history. When trainers disagree both speak, and one that attests is enough to count. A trainee's state is the best that
// one of her activities, training sessions or contributions has reached.
#pragma once

#include "base/flat_map.hpp"
#include "model/institute.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// From the best to nothing at all; the first ones count.
enum class State {
    attested,
    attested_earlier, // « attestée dans une version antérieure »: the text was edited, or is gone, since
    disagreement,     // attested by one trainer, not attested by another: counts
    conflict,         // one trainer contradicts herself: neither counts
    answered,         // more information was wanted and she replied
    asked,            // more information is wanted
    declared,
    set_aside, // declared, and signed by somebody whose signature does not count
    not_attested,
    nothing,
};
std::string_view text_of(State state); // "attested-earlier": for classes and keys
bool counts(State state);
inline constexpr std::size_t state_count = static_cast<std::size_t>(State::nothing) + 1;

// One decision of one attestation.
struct Decided {
    const AttestationRecord* record = nullptr;
    const SignedDecision* decision = nullptr;
    std::vector<const Reply*> replies; // to a request for more information, oldest first
};

struct Standing {
    State state = State::nothing;
    bool declared = false;
    std::vector<Decided> speaking;  // what makes the state: they count
    std::vector<Decided> set_aside; // their word is something else: conflict, bad-signature ...
    std::vector<Decided> history;   // superseded ones and retractions
};

// What a trainee's competence rests on: her activity, a session she attended, or what she gave to the group's space.
struct Subject {
    AboutKind about = AboutKind::activity;
    std::string_view name; // reference or slug, as the institute has it, which must outlive this; empty for contributions
    auto operator<=>(const Subject&) const = default;
};

Subject subject_of(const Activity& activity); // a draft without reference is one by its path
Subject subject_of(const AttestationRecord& record);

using SubjectStandings = FlatMap<Subject, Standing>; // of one competence
// All of one trainee's competences that she declared or that somebody signed about.
using TraineeStandings = FlatMap<CompetenceKey, SubjectStandings>;

// By trainee. `institute` must outlive the result.
std::map<TraineeKey, TraineeStandings> standings_of(const Institute& institute);

// The best of a competence's subjects; State::nothing if there is none.
State best_of(const SubjectStandings& standings);
State state_of(const TraineeStandings& standings, const CompetenceKey& key);

// Nothing if nobody declared or signed it there.
const Standing* find_standing(const TraineeStandings& standings, const CompetenceKey& key, const Subject& subject);

// How many of something are in each state.
struct StateCounts {
    std::size_t number[state_count] = {};
    std::size_t of(State state) const { return number[static_cast<std::size_t>(state)]; }
    std::size_t counting() const { return of(State::attested) + of(State::attested_earlier) + of(State::disagreement); }
    void add(State state) { ++number[static_cast<std::size_t>(state)]; }
    void add(const StateCounts& other) {
        for (std::size_t i = 0; i < state_count; ++i) number[i] += other.number[i];
    }
};

} // namespace livret
