// The promise made for questions: an answer by a trainer within so many days. Counted in hours from `asked`
// to the first answer by a trainer; answers of trainees do not stop it. A question asked of one trainer has
// no promise.
#pragma once

#include "model/group_life.hpp"

#include <optional>

namespace livret {

enum class ClockState { answered_in_time, answered_late, due, overdue, answered, waiting }; // the last two: no promise

struct Clock {
    ClockState state = ClockState::waiting;
    Moment deadline;                // of a promise
    std::optional<Moment> answered; // first answer by a trainer
    int days = 0;                   // answered: whole days it took; due: whole days left; overdue: whole days beyond; waiting:
                                    // days so far
};

Clock clock_of(const Question& question, int promise_days, const Moment& now);

} // namespace livret
