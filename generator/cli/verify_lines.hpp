// The parts of what `livret verify` reports, whatever it is printed as.
#pragma once

#include "cli/verdict_words.hpp"
#include "cli/verify_targets.hpp"

#include <string>
#include <vector>

namespace livret {

// A signed file and its word.
struct VerifyLine {
    std::string path; // below trust/
    Judgement judgement;
    const JudgedAttestation* attestation = nullptr; // of the target; null for the institute's documents
    // Whether it is as it should be: it counts, or was settled on purpose (superseded, revoked, erased) and is not asked about
    // alone.
    bool good(bool alone) const;
};

std::vector<VerifyLine> lines_of(const VerifyTarget& target);

// This machine has seen a newer checkpoint of the same institute, or another one of the same number. Of a dossier, which may be
// years old, only the latter.
bool is_older_than_seen(const VerifyTarget& target);
// The person that a dossier says it is about is the one whom the institute's roster vouches for; true of what is no dossier, or
// if there is no chain to say.
bool is_of_its_person(const VerifyTarget& target);
// Everything that should count does.
bool is_good(const VerifyTarget& target, const std::vector<VerifyLine>& lines);

// "7b3e91c4 · activité MATH1-DURAND-03 · B.2.1 attestée"; empty if it could not be read.
std::string subject_of(const JudgedAttestation& one, Language language);
// « signée par Claire Leroy, entre le 12 et le 19 novembre 2004 »; empty if nobody is known.
std::string signer_of(const JudgedAttestation& one, Language language);
// What the word and its reason mean, in sentences.
std::string meaning_of(const VerifyLine& line, const VerdictWords& words);

// What is said of the whole, one sentence each; empty if there is nothing to say.
std::vector<std::string> remarks_on(const VerifyTarget& target, const VerdictWords& words, Language language);
// Why a dossier is refused before anything in it is judged.
std::string refusal_of(const DossierFault& fault, const VerdictWords& words);

} // namespace livret
