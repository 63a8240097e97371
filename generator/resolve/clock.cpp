#include "resolve/clock.hpp"

#include <algorithm>

namespace livret {

namespace {

int whole_days(std::chrono::sys_seconds from, std::chrono::sys_seconds to) {
    return static_cast<int>(std::chrono::floor<std::chrono::days>(to - from).count());
}

} // namespace

Clock clock_of(const Question& question, int promise_days, const Moment& now) {
    Clock clock;
    clock.deadline = question.asked;
    clock.deadline.utc += std::chrono::days(promise_days);
    const auto first = std::find_if(question.answers.begin(), question.answers.end(),
                                    [](const Answer& answer) { return answer.by.is_trainer(); });
    const bool promised = question.to.empty();
    if (first != question.answers.end()) {
        clock.answered = first->date;
        clock.days = whole_days(question.asked.utc, first->date.utc);
        if (!promised)
            clock.state = ClockState::answered;
        else
            clock.state = first->date.utc <= clock.deadline.utc ? ClockState::answered_in_time : ClockState::answered_late;
    } else if (!promised) {
        clock.state = ClockState::waiting;
        clock.days = std::max(0, whole_days(question.asked.utc, now.utc));
    } else if (now.utc <= clock.deadline.utc) {
        clock.state = ClockState::due;
        clock.days = whole_days(now.utc, clock.deadline.utc);
    } else {
        clock.state = ClockState::overdue;
        clock.days = whole_days(clock.deadline.utc, now.utc);
    }
    return clock;
}

} // namespace livret
