// How trainees evolve over the months: how many competences of a framework each has declared, got attested, and puts herself
// at, by the end of each month. Cumulative counts of competences: one that is declared twice counts once.
//
// Declared: by the activities that declare it today, from the day on which they were declared (else the last on which they
// took place). Nobody's history of edits is read.
//
// Attested: what stands today, in the month in which it is proven to be there: that of the first checkpoint that lists it.
// The hour that a signer writes proves nothing, and the checkpoint that she names only says that it is not older. What no
// checkpoint lists yet has no proven month: it is in no curve and counted apart (`undated`). So a curve never falls, and what
// was retracted, replaced or revoked since leaves no trace in it, for any reader. It can lie above the declared one: a training
// session and contributions to the group's space are attested without a declaration.
//
// Positioned: competences at which the latest positioning so far puts her at `own_level` or above; nothing before the first.
#pragma once

#include "resolve/portfolio.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace livret {

using Month = std::chrono::year_month;

inline constexpr int own_level = 2; // alone; 3: helps others

// At the end of a month.
struct EvolutionPoint {
    int declared = 0;
    int attested = 0;
    std::optional<int> positioned; // nobody said anything yet: none
    std::array<int, 4> levels{};   // of the latest positioning: how many competences at each level
    bool operator==(const EvolutionPoint&) const = default;
};

struct TraineeEvolution {
    const Booklet* booklet = nullptr;
    std::vector<EvolutionPoint> points; // as many as months
    int undated = 0;                    // competences attested by what no checkpoint lists yet, and nothing else
};

struct Evolution {
    const Framework* framework = nullptr;
    std::vector<Month> months; // without a gap, from the first in which something happened to the last
    std::vector<TraineeEvolution> trainees;
    std::vector<EvolutionPoint> whole; // their sums
    std::vector<int> positioned;       // how many of them said so far where they stand
    int undated = 0;
};

// For each framework in which something happened. Of a group, or of one of its trainees alone, on months of her own.
std::vector<Evolution> evolution_of(const Portfolio& portfolio, const Group& group);
std::vector<Evolution> evolution_of(const Portfolio& portfolio, const Booklet& booklet);

// The frameworks in which something happened, without the numbers: each has a table that is a file beside the page.
std::vector<const Framework*> evolved_frameworks(const Portfolio& portfolio, const Group& group);
std::vector<const Framework*> evolved_frameworks(const Portfolio& portfolio, const Booklet& booklet);

// Whether these readers get such pages: the public sees a part of somebody's work, and a curve over a part would lie.
bool shows_evolution(const Portfolio& portfolio, const Group& group);

// What happened, for a trainee's own timeline: oldest first; what has no proven day comes last.
struct TimelineEvent {
    enum class Kind { activity, session, positioning, decision };
    std::optional<Date> day;
    Kind kind = Kind::activity;
    const Activity* activity = nullptr; // of an activity: the day it was declared
    const Training* session = nullptr;  // that was held, and she took part
    const Positioning* positioning = nullptr;
    const AttestationRecord* record = nullptr; // that counts: the day of its checkpoint
};
std::vector<TimelineEvent> timeline_of(const Portfolio& portfolio, const Group& group, const Booklet& booklet);

} // namespace livret
