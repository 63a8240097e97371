// What a trainee's attestations are worth under a rule, of whichever framework: a trainee of 2004, who has no
// certificate to hope for in her year, judged under the rules of 2005 and 2011 through the crosswalks.
//
// Two answers each: with exact lines alone, which count by themselves; and if the institute accepted every partial line,
// which is the most it could do. Between the two it is the jury's decision, competence by competence.
#pragma once

#include "resolve/rule_gap.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace livret {

struct Outlook {
    const Framework* framework = nullptr;
    const Rule* rule = nullptr;
    RuleState state; // with what `accepted` names; exact lines and what was signed for it otherwise
    RuleGap gap;
    RuleState if_all_accepted;
    std::vector<std::string> by_partial; // codes that would count then and do not now, in the framework's order
    std::size_t own = 0, carried = 0;    // codes that count now: signed for this framework; only carried to it
};

// `rule` is one of `framework`'s; `accepted`: codes of that framework. Both must outlive the result.
Outlook outlook_of(std::span<const Framework> frameworks, const Framework& framework, const Rule& rule,
                   std::span<const Evidence> evidence, const std::set<std::string>& accepted = {});

} // namespace livret
