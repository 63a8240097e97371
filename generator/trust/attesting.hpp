// From a trainer's decisions to an attestation that is ready to be signed, and whether it may be.
//
// Whoever corrects herself names what she replaces: `supersedes` holds each of her own attestations about the same thing
// that decides one of the same competences. What those decided on other competences is taken over, since a superseded
// attestation counts no more as a whole (schema/trust.md §3).
#pragma once

#include "trust/verdict.hpp"

#include <string>
#include <vector>

namespace livret {

// What is to be decided about, for one trainee.
struct Matter {
    std::string trainee; // opaque id
    std::string gfp;
    NamedDigest framework; // as it is in force
    decltype(Attestation::about) about;
};

struct PreparedAttestation {
    Attestation attestation;
    std::vector<std::string> taken_over; // competences that an earlier attestation decided and this one repeats
};

// `trainer`: whose earlier decisions count, by the registry's id. `decisions` are hers now, one per competence.
PreparedAttestation prepare_attestation(const Judged& judged, std::string_view trainer, Matter matter,
                                        std::vector<Decision> decisions);

// The newest decisions of a trainer on this matter that stand: what she decided before. By competence.
std::vector<const JudgedAttestation*> standing_attestations(const Judged& judged, std::string_view trainer,
                                                            const Attestation& about);

// Why a key may sign nothing now, or nothing about this trainee of this group.
enum class Obstacle {
    none,
    no_trust,       // there is no trust/ yet, or its chain is broken
    not_registered, // nobody's key in the registry
    key_ended,      // retired or compromised
    not_in_scope,   // its holder does not answer for this group as a trainer
    not_in_roster,  // the trainee is not in the roster, not of that group, or not who the roster says
    erased,         // the trainee's work was erased
    not_yet,        // what the registry says of the key or of the trainee holds from the next checkpoint on
};
// `now` is the day of signing: an end that is past is one.
Obstacle obstacle_of_key(const Chain& chain, const PublicKey& key, Date now);
Obstacle obstacle_to(const Chain& chain, const PublicKey& key, std::string_view trainee, std::string_view gfp,
                     const Person& person, Date now);

} // namespace livret
