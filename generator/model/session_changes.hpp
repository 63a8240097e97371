// What has changed since a jury's session was frozen, as values that pages and tables can show: what a jury must know before it
// judges. Found by build/session_diff.hpp.
#pragma once

#include "base/difference.hpp"
#include "model/ids.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace livret {

enum class ChangeKind {
    candidate_erased,     // the institute erased her for good: nothing of hers is compared
    state_lost,           // what was frozen of her is not there, or was altered
    candidate_left,       // she has no readable profile in the repository
    activity_added,       // declared since
    activity_edited,      // `details` say in what
    activity_withdrawn,   // by her
    activity_hidden,      // private since, or a draft again
    activity_removed,     // its file is gone, or has errors
    competence_declared,  // since, for an activity that was frozen
    competence_dropped,   // declared then, and no longer
    claim_edited,         // her words on a competence: before, after
    attestation_added,    // signed, or first listed, since; `after`: its word now
    attestation_changed,  // what it is worth: `before`, `after` are words of schema/trust.md §3
    attestations_missing, // that a checkpoint lists: `before` so many, `after` so many
};
std::string_view text_of(ChangeKind kind); // "activity-edited"

struct ChangeDetail {
    enum class Field { title, date, context, situation, phases, body, file, visibility, decision } field = Field::title;
    std::string name;                  // of a file; of a decision: the competence
    std::string before, after;         // as files write them: ids, dates, "classroom"; empty: not there
    std::vector<DifferenceLine> lines; // of a body; empty if one of the two texts is not at hand
};
std::string_view text_of(ChangeDetail::Field field); // "title"

struct SessionChange {
    ChangeKind kind = ChangeKind::activity_added;
    std::string subject; // an activity's reference; of an attestation: "MATH1-DURAND-03", "math1/ent", or empty for contributions
    std::string title;   // of an activity, as it was frozen or, added since, as it is
    FrameworkId framework;  // of a competence or an attestation
    std::string competence; // its code
    std::string trainer;    // who signed an attestation; may be empty
    std::string digest;     // of an attestation: 64 hexadecimal digits
    std::string before, after;
    std::vector<ChangeDetail> details = {};
};

struct CandidateChanges {
    std::string trainee;                // opaque id
    TraineeKey key;                     // empty: she is not in the repository any more
    std::string name;                   // likewise
    std::vector<SessionChange> changes; // activities by reference, then attestations by path
};

} // namespace livret
