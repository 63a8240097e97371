// Which signed decisions about a trainee counted for a framework and its rule, which did not, and why: nothing that was
// signed about her is passed over in silence.
//
// Pure. Says the same as `carry` and `evaluate`: what is said to count here is what they count (tests/property).
#pragma once

#include "resolve/rules.hpp"

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// From what counts to what cannot.
enum class Use {
    counted,          // signed for this framework, or carried to it by exact lines
    counted_in_part,  // by a partial way, which the institute accepted for this competence
    too_few_trainers, // attested, by fewer trainers than the rule asks for
    too_few_activities,
    partial,   // only a partial way leads here, and it was not accepted
    no_way,    // signed for another framework, from which no line leads here
    unsealed,  // waits for a checkpoint; counts for progress, not for a certificate
    set_aside, // its attestation counts for nothing: see its word
    retracted,
    more_information,
    not_attested,
};
std::string_view text_of(Use use); // "counted-in-part"

// One decision, and one competence of the framework that it may count for.
struct Considered {
    const AttestationRecord* record = nullptr;
    const SignedDecision* decision = nullptr;
    std::string code;      // of the framework asked about; empty: none
    std::vector<Step> way; // crosswalk lines it was carried by; empty if it was signed for this framework
    Use use = Use::no_way;
    std::size_t have = 0, need = 0; // trainers or activities, where there are too few

    bool counts() const { return use == Use::counted || use == Use::counted_in_part; }
};

struct Considering {
    const Framework& framework;
    const Rule* rule = nullptr;          // none: the framework has none, and every attested competence counts
    std::set<std::string> accepted = {}; // codes of the framework that may count by a partial way
    Counting counting = Counting::progress;
};

// In the order of the framework's competences, then as the attestations are given; what leads to none comes last. The
// attestations must outlive the result.
std::vector<Considered> considered(std::span<const Framework> frameworks, const Considering& what,
                                   std::span<const AttestationRecord> attestations, const TraineeKey& trainee);

} // namespace livret
