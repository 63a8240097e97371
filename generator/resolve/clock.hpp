// The promise made for questions: an answer by a trainer within so many days. Counted in hours from `asked`
// to the first answer by a trainer; answers of trainees do not stop it. A question asked of one trainer has
// no promise, and one that its author calls settled before a trainer answered waits for nobody: whether the promise would have
// been kept, nobody knows.
#pragma once

#include "model/group_life.hpp"

#include <optional>
#include <vector>

namespace livret {

// answered, waiting: there was no promise. settled: its author says so, and no trainer answered.
enum class ClockState { answered_in_time, answered_late, due, overdue, answered, waiting, settled };

struct Clock {
    ClockState state = ClockState::waiting;
    Moment deadline;                // of a promise
    std::optional<Moment> answered; // first answer by a trainer
    int days = 0;                   // answered: whole days it took; due: whole days left; overdue: whole days beyond; waiting:
                                    // days so far
};

// What became of the promise in a month: the questions put to the forum in it, by the calendar of who asked.
struct PromiseMonth {
    int year = 0;
    unsigned month = 0;
    int asked = 0;
    int in_time = 0, late = 0; // a trainer answered
    int overdue = 0, due = 0;  // nobody did yet
    int settled = 0;           // without a trainer
    int of_stream = 0;         // of those asked: in the stream's forum, which each of its groups counts
    // Of those whose time has run out or who were answered: a question that may still be answered in time says nothing yet, and
    // one that was settled without a trainer never will.
    int counted() const { return asked - due - settled; }
};
// Only months in which something was asked, oldest first.
std::vector<PromiseMonth> promise_by_month(const std::vector<const Question*>& questions, int promise_days, const Moment& now);

// A trainer answered, in time or not.
bool is_answered(const Question& question);
// No trainer answered, and its author does not call it settled.
bool waits_for_answer(const Question& question);

Clock clock_of(const Question& question, int promise_days, const Moment& now);

} // namespace livret
