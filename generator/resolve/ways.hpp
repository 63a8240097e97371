// The ways that crosswalks offer from a competence of one framework to those of another: 2004 -> 2005 -> 2011.
//
// A way is exact if all its lines are. Where there are several to one competence, an exact one wins, then the shortest, then
// the first in the frameworks' order. Crosswalks may go round in circles; ways do not.
#pragma once

#include "model/framework.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace livret {

enum class Exactness { exact, partial };

// One line of a crosswalk.
struct Step {
    CompetenceKey from, to;
    Exactness exactness = Exactness::exact;
    std::string source; // who says so: an official text, or « proposition du projet »
};

struct Way {
    Exactness exactness = Exactness::exact;
    std::vector<Step> steps; // none: it is a competence of the target itself
};

// By code of `target`. Empty if nothing leads there.
std::map<std::string, Way> ways_to(std::span<const Framework> frameworks, const Framework& target, const CompetenceKey& from);

} // namespace livret
