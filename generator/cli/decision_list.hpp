// A jury's decisions as a spreadsheet has them: trainee, decision, note; in French or English, in any order of columns.
//
// All that is wrong is reported, each at its cell; one mistake and nothing of it is used. Pure.
#pragma once

#include "load/sheet.hpp"
#include "trust/documents.hpp"

#include <string>
#include <variant>
#include <vector>

namespace livret {

// A candidate as people may name her.
struct NamedCandidate {
    std::string id;           // opaque, of the roster
    std::string gfp, trainee; // "math1", "durand": alone if no other candidate has it, or "math1/durand"
    std::string name;         // as printed; in any order of its words
};

struct ListedDecision {
    std::string trainee; // opaque id
    JuryOutcome outcome = JuryOutcome::waiting;
    std::string note; // may be empty
};

// Not to be used if anything was reported as an error.
std::vector<ListedDecision> read_decision_list(const std::vector<SheetRow>& rows, const std::vector<NamedCandidate>& candidates,
                                               const Reporter& reporter);

// The one whom these words name; several or none: the reason, in both languages.
struct NoCandidate {
    std::string fr, en;
};
std::variant<const NamedCandidate*, NoCandidate> find_candidate(const std::vector<NamedCandidate>& candidates,
                                                                std::string_view typed);

} // namespace livret
