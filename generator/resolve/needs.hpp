// What a group needs: its trainees' latest positionings summed up, held against what is declared, attested and planned.
//
// Pure. A need counts while its author's latest positioning in that framework names it; an earlier one is history.
#pragma once

#include "resolve/portfolio.hpp"

#include <array>
#include <vector>

namespace livret {

struct CompetenceNeeds {
    const Competence* competence = nullptr;
    std::vector<const Booklet*> needed_by; // in the booklets' order
    std::array<int, 4> levels{};           // how many say of themselves: none, with help, alone, helps others
    int declared = 0, attested = 0;        // trainees, in any way that counts
    std::vector<const Training*> planned;  // sessions to come that answer this need, by date
    std::vector<const Training*> held;     // those that did
    // Many need it, and no session to come answers it.
    bool unanswered() const { return !needed_by.empty() && planned.empty(); }
};

// A remark on the framework itself, by whoever made it.
struct FrameworkRemark {
    const Competence* competence = nullptr;
    std::string text;
    Date date{};
    PersonKey by;
};

struct GroupNeeds {
    const Framework* framework = nullptr;
    int positioned = 0;                   // trainees who said where they stand in it
    std::vector<CompetenceNeeds> rows;    // every competence, in the framework's order
    std::vector<FrameworkRemark> remarks; // by competence, then by date
};

// What she said last of where she stands in a framework, and of what she needs; null if she never did.
const Positioning* latest_positioning(const Booklet& booklet, const FrameworkId& framework);

// For each framework in which somebody of the group said where she stands, needs something, or remarked on something.
std::vector<GroupNeeds> needs_of(const Portfolio& portfolio, const Group& group);
// The same without rows, for whoever wants to know which there are.
std::vector<GroupNeeds> list_needs(const Portfolio& portfolio, const Group& group);

} // namespace livret
