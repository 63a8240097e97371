// What a trainer decided, as the command line, a decisions file or a dialogue say it.
//
// On the command line and in the file a decision is a code, or a code and the words for the trainee:
//
//   livret attest MATH1-DURAND-03 --attest B.2.1 --not-attested "B.3.1: le document joint est une liste"
//
//   decisions:
//     - activity: MATH1-DURAND-03
//       attest: [B.2.1, B.3.1]
//     - activity: MATH1-MARTIN-02
//       more-information:
//         - B.4.1: quelle part de la séance était en autonomie ?
//     - training: math1/utiliser-un-ent
//       attest: [all]
#pragma once

#include "cli/attest_subjects.hpp"

#include <optional>

namespace livret {

struct WantedDecision {
    std::string code; // as typed; "all": every open competence
    Outcome outcome = Outcome::attested;
    std::string comment; // may be empty
};

// Of --attest, --not-attested, --more-information, --retract and --comment.
std::vector<WantedDecision> decisions_of_options(const Command& command);

// One entry of a decisions file.
struct DecisionEntry {
    enum class About { activity, training, contributions } about = About::activity;
    std::string name;
    std::vector<std::string> participants, items;
    std::vector<WantedDecision> wanted;
};
// Reads and checks the file; what is wrong is printed with its place, and CommandError (content) is thrown.
std::vector<DecisionEntry> read_decisions_file(const Command& command, const std::string& path);

// As they will be signed: codes of the framework, the trainee's claims. Throws CommandError (content): an unknown or
// undeclared competence, one that is named twice, a request for more information that does not say what is wanted.
std::vector<Decision> decisions_for(const AttestSubject& subject, std::span<const WantedDecision> wanted);

} // namespace livret
