// What a rule that is not met lacks at least: the smallest number of further competences that would meet it, and where
// they must lie. With 21 of 28 under the C2i2e of 2011, all three of B.4 missing: at least 2 more, one of them in B.4.
//
// A competence that is added is one that counts: attested by as many trainers, in as many activities as the rule says. An
// activity in a real class may attest a competence that counts already, so activities are numbered apart.
//
// The number is a minimum over sets that overlap (a rule may cite one competence in several conditions). It is searched
// for exactly, condition by condition; a rule that cites so many overlapping lists that this would take too long gets a
// number that is still right as "at least", and `is_exact` says so.
#pragma once

#include "resolve/rules.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace livret {

struct RuleGap {
    std::size_t competences = 0; // so many further ones at least
    bool is_exact = true;        // so many can be enough
    bool can_be_met = true;      // false: the rule asks for more than its framework holds

    // Where some of them must lie, each unmet condition's own, in the rule's order; they may overlap. What only the
    // whole framework is asked for (« au moins 23 ») is no part.
    struct Part {
        enum class Kind { domain, each, some } kind = Kind::some; // of a domain; each of `codes`; some of `codes`
        std::string domain;                                       // its code, of a domain
        std::vector<std::string> codes;                           // that do not count yet
        std::size_t need = 0;
    };
    std::vector<Part> parts;
    std::vector<std::string> one_way; // codes that would be enough, `competences` of them, in the framework's order; if is_exact

    struct Activities {
        std::string situation; // as the rule spells it: "classroom"
        std::size_t need = 0;
    };
    std::vector<Activities> activities; // further attested ones

    bool nothing() const { return competences == 0 && activities.empty() && can_be_met; }
};

RuleGap gap_of(const Framework& framework, const RuleState& state);

// « encore au moins 2 compétences, dont 1 en B.4 ; et 1 activité attestée menée en classe ». One line, no full stop;
// « rien ne manque » if the rule is met.
std::string explain(const RuleGap& gap, Language language);

} // namespace livret
