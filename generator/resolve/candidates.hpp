// What a jury wants to know of each candidate of a group before it opens her pages: where she stands by the rules, domain by
// domain, what she did in a real classroom, what is wrong with signatures about her.
//
// Pure. What counts is what counts for her progress (valid, unsealed): a jury that judges a frozen state gets an institute as
// of its checkpoint, where nothing is unsealed.
#pragma once

#include "resolve/outlook.hpp"
#include "resolve/portfolio.hpp"

#include <vector>

namespace livret {

// A rule that candidates are measured by. The first framework's come first, then those of the others that these readers see:
// what was attested in one framework's words is carried into another's by exact lines of crosswalks. A session says which
// framework and which rule.
struct RuleAsked {
    const Framework* framework = nullptr;
    const Rule* rule = nullptr;
};
std::vector<RuleAsked> rules_asked(const Portfolio& portfolio);

struct DomainStanding {
    const Domain* domain = nullptr; // one that holds competences of its own
    std::size_t attested = 0, declared = 0, total = 0;
};

struct Candidate {
    const Booklet* booklet = nullptr;
    std::vector<Outlook> answers; // one for each of rules_asked
    std::vector<DomainStanding> domains;
    std::size_t attested = 0, declared = 0, total = 0;  // competences of the first framework
    std::vector<const AttestationRecord*> in_class;     // that attest something of an activity held in class; one an activity
    std::vector<const AttestationRecord*> problems;     // that nobody may count, and that no other replaced
    std::vector<const AttestationRecord*> earlier;      // that count for a text edited since
    const TrustState::Incomplete* incomplete = nullptr; // attestations about her that are listed and not there
    std::size_t asked = 0;                              // competences with more information wanted, not answered
};

// Also of one who declared nothing and about whom nothing is signed: she is a candidate too.
Candidate candidate_of(const Portfolio& portfolio, const Booklet& booklet);

} // namespace livret
