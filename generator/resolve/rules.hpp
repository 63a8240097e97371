// Whether a framework's rule is met by what trainers attested, and what is missing. Pure: no disk, no clock.
//
// Evidence comes in the words of the framework that was signed. `carry` translates it into another framework's through
// crosswalks: exact lines count by themselves, along chains too (2004 -> 2005 -> 2011); a way with a partial line on it
// counts for those competences only that the institute accepts (schema/format.md §10.2).
//
// A rule asks for competences that count. Conditions on trainers and activities say when one counts: attested by two
// trainers, say, or in two activities. So one more attested competence never breaks a rule that was met: what does not
// count yet is as if it were not there (tests/property holds that).
#pragma once

#include "model/activity.hpp"
#include "model/attestation.hpp"
#include "model/framework.hpp"
#include "resolve/ways.hpp"

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// One decision `attested` that counts.
struct Evidence {
    CompetenceKey competence;              // as it was signed
    std::string attestation;               // digest
    std::string trainer;                   // by the registry's id, whichever of her keys signed
    std::string activity;                  // its reference; empty: a training session or contributions
    Situation situation = Situation::none; // of the activity, as it was signed
};

// What counts among one trainee's attestations: `valid` ones for a certificate, `unsealed` ones too for her progress.
enum class Counting { certificate, progress };
std::vector<Evidence> evidence_of(std::span<const AttestationRecord> attestations, const TraineeKey& trainee, Counting counting);

// Evidence for a competence of the framework that is asked about.
struct CarriedEvidence {
    std::string code;
    Exactness exactness = Exactness::exact; // partial: there is no way to `code` of exact lines alone
    Evidence evidence;
};

// In the order of the target's competences, then as given. `accepted`: codes of the target that may count by a partial way.
std::vector<CarriedEvidence> carry(std::span<const Framework> frameworks, const Framework& target,
                                   std::span<const Evidence> evidence, const std::set<std::string>& accepted);
// What counts of it for a rule: conditions on trainers and on activities have had their say. In the order given.
std::vector<CarriedEvidence> counted_of(const Rule& rule, std::span<const CarriedEvidence> evidence);
// Every code of a framework, for accepting all.
std::set<std::string> all_codes_of(const Framework& framework);

struct ConditionState {
    RuleCondition condition;
    bool met = false;
    // Competences that count, how many are asked for, and among how many; activities for a condition on situations.
    // Of a condition on each domain: of the whole framework, and nothing asked for.
    std::size_t have = 0, need = 0, of = 0;
    std::vector<std::string> missing; // codes among those asked for that do not count, in the framework's order
    struct Short {
        std::string domain; // its code
        std::size_t have = 0, need = 0, of = 0;
        std::vector<std::string> missing;
    };
    std::vector<Short> short_domains; // that lack something
};

struct RuleState {
    std::string rule; // its id
    bool met = false;
    std::size_t counted = 0, total = 0;     // competences of the framework
    std::vector<ConditionState> conditions; // in the rule's order
};

RuleState evaluate(const Framework& framework, const Rule& rule, std::span<const CarriedEvidence> evidence);

} // namespace livret
