// What the activities of a group, or of all groups, say of the framework: which contexts, phases and situations called on which
// competences, which come together, which nobody declares, which are refused, how long decisions take, who signs how much.
//
// Counted in declarations: an activity that declares a competence is one, whoever else was there. Nothing here is suppressed:
// whoever shows a number asks resolve/disclosure.hpp first. Made from a portfolio, so from what one audience sees: where
// readers do not see refusals (sees_all_decisions), the parts that tell of them are empty.
//
// Pure.
#pragma once

#include "resolve/disclosure.hpp"
#include "resolve/portfolio.hpp"

#include <array>
#include <optional>
#include <vector>

namespace livret {

// One competence, on the whole. Each tally is about trainees; its number counts what its name says.
struct CompetenceAnalysis {
    const Competence* competence = nullptr;
    Tally declared; // activities
    Tally trainees; // who declare it: each once
    Tally attested; // trainees for whom it counts, in whatever way
    Tally needs;    // trainees whose latest positioning asks for it
    Tally remarks;  // on its wording; a trainer who made one counts as somebody of the group
    // Activities in which, as things stand, a trainer ...
    Tally granted, refused, asked;
    // Trainees who said where they stand at two dates or more: from the first to the last.
    Tally higher, same, lower;
    std::array<Tally, 2> levels; // their first and their last levels, summed up

    Tally moved() const;
};

// Declarations of competences, row by row, part by part.
struct Crossing {
    std::size_t columns = 0;
    std::vector<std::vector<Tally>> cells; // [competence, in the framework's order][column]
    std::vector<Tally> activities;         // [column]: activities that declare anything
    // Of the domains that hold competences, as the framework numbers them: activities that declare any of these; and, for each
    // competence, those of them that do not declare it.
    std::vector<std::vector<Tally>> domains, without; // [domain or competence][column]
};

// Two competences that activities declare together.
struct Pair {
    std::size_t one = 0, other = 0;   // in the framework; one < other
    Tally both, only_one, only_other; // activities
};

struct FrameworkAnalysis {
    const Framework* framework = nullptr;
    Tally activities;                     // that declare anything
    std::vector<CompetenceAnalysis> rows; // in the framework's order
    Crossing contexts;                    // columns: the configuration's contexts
    Crossing phases;                      // an activity is in as many as it says; the last column: says none
    Crossing situations;                  // none, classroom, distance, mixed
    std::vector<Pair> pairs;              // those that come together most first
};

// Days from a declaration to its first decision that stands. When it was made is proven between two checkpoints only.
struct Delays {
    static constexpr std::array<int, 3> limits{7, 21, 60}; // a week, three weeks (a usual target), a school term's half
    using Spread = std::array<Tally, limits.size() + 1>;   // within each limit, and beyond
    Spread at_least, at_most;                              // declarations
    std::optional<int> median_at_most;
    Tally decided; // declarations in the spreads
    Tally undated; // decided, and no checkpoint lists it yet
    Tally waiting; // nobody decided yet
};

struct TrainerLoad {
    TrainerId trainer;                                   // empty: a key of nobody
    std::string name;                                    // as the registry names her
    int decisions = 0;                                   // on one competence of one trainee, as they stand
    int activities = 0, sessions = 0, contributions = 0; // that they are about
    std::set<TraineeKey> trainees;
};

struct Analysis {
    std::vector<FrameworkAnalysis> frameworks; // in which somebody declared something
    Delays delays;
    std::vector<TrainerLoad> loads; // most decisions first
};

Analysis analysis_of(const Portfolio& portfolio, const std::vector<const Group*>& groups);

// What an analysis of these groups holds, known before it is made: each of its tables is a file beside the page.
std::vector<const Framework*> analysed_frameworks(const Portfolio& portfolio, const std::vector<const Group*>& groups);
bool tells_levels(const std::vector<const Group*>& groups, const Framework& framework); // somebody positioned herself twice
bool tells_decisions(const Portfolio& portfolio);                                       // refusals, delays, in a group the load
bool tells_loads_above(const Portfolio& portfolio); // by name and over all groups: for whom all that is signed concerns

// Whether a group has an analysis: one of fewer than three people would be a person's.
bool shows_analysis(const Group& group);
// Whether there is one of all groups: two of them at least, else it would be the other's.
bool shows_analysis(const Portfolio& portfolio);

} // namespace livret
