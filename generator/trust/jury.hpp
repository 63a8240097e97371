// What became of a jury's documents: freezes and decisions (schema/trust.md §3, "A jury's documents").
//
// The jury decides, not the person who chairs it: a decision is corrected by any chair of its trainee's group, whoever signed the
// first one and whether she is still there. Nothing lists decisions, so nothing proves when one was signed, but that it was after
// its freeze.
#pragma once

#include "trust/chain.hpp"
#include "trust/frozen_state.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct JudgedFreeze {
    std::string path; // below trust/
    Digest digest;
    Judgement judgement;
    bool is_signed = false; // by the institute, at a checkpoint of its list: it stands, even if something that it names is gone
    Freeze freeze;          // of one that could be read
    std::string signed_at;  // what the signer says; proves nothing
};

struct JudgedDecision {
    std::string path; // below trust/
    Digest digest;
    Judgement judgement;
    bool is_read = false; // false: malformed; the members below are empty
    JuryDecision decision;
    PublicKey issuer{};
    std::string signed_at;         // what the signer says; proves nothing
    std::string chair, chair_name; // empty: nobody's key
    Digest superseded_by;
};

struct JudgedJury {
    std::vector<JudgedFreeze> freezes;     // sorted by path
    std::vector<JudgedDecision> decisions; // sorted by path

    const JudgedFreeze* freeze_of(std::string_view session) const; // that stands; nullptr: none
    // The decision that counts for a candidate; nullptr: none, or several that contradict each other.
    const JudgedDecision* decision_on(std::string_view session, std::string_view trainee) const;
};

JudgedJury judge_jury(const TrustFiles& files, const Chain& chain);

// One decision that is not in trust/ yet, by itself: everything but `superseded` and `conflict`. For whoever signs.
JudgedDecision judge_new_decision(const Chain& chain, const JudgedJury& jury, std::string path, std::string_view bytes);

} // namespace livret
