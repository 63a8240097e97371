#include "resolve/clock.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace livret {

namespace {

int whole_days(std::chrono::sys_seconds from, std::chrono::sys_seconds to) {
    return static_cast<int>(std::chrono::floor<std::chrono::days>(to - from).count());
}

} // namespace

bool is_answered(const Question& question) {
    return std::any_of(question.answers.begin(), question.answers.end(),
                       [](const Answer& answer) { return answer.by.is_trainer(); });
}

bool waits_for_answer(const Question& question) {
    return !question.resolved && !is_answered(question);
}

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
    } else if (question.resolved) {
        clock.state = ClockState::settled;
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

std::vector<PromiseMonth> promise_by_month(const std::vector<const Question*>& questions, int promise_days, const Moment& now) {
    std::map<std::pair<int, unsigned>, PromiseMonth> months;
    for (const Question* one : questions) {
        if (!one->to.empty()) continue; // asked of one trainer: nothing is promised
        const Date day = one->asked.local_date();
        const std::pair key(static_cast<int>(day.year()), static_cast<unsigned>(day.month()));
        PromiseMonth& month = months[key];
        std::tie(month.year, month.month) = key;
        ++month.asked;
        if (one->gfp.empty()) ++month.of_stream;
        switch (clock_of(*one, promise_days, now).state) {
        case ClockState::answered_in_time:
            ++month.in_time;
            break;
        case ClockState::answered_late:
            ++month.late;
            break;
        case ClockState::overdue:
            ++month.overdue;
            break;
        case ClockState::due:
            ++month.due;
            break;
        case ClockState::settled:
            ++month.settled;
            break;
        case ClockState::answered:
        case ClockState::waiting:
            break; // without a promise
        }
    }
    std::vector<PromiseMonth> out;
    for (const auto& [key, month] : months) out.push_back(month);
    return out;
}

} // namespace livret
