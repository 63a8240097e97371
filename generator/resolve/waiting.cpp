#include "resolve/waiting.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace livret {

namespace {

int days_between(Date from, Date to) {
    return static_cast<int>(std::max<std::int64_t>(0, (std::chrono::sys_days(to) - std::chrono::sys_days(from)).count()));
}

// What a state asks of a trainer; nothing if it asks nothing.
std::optional<WaitingFor> what_waits(State state) {
    switch (state) {
    case State::declared:
    case State::set_aside:
        return WaitingFor::decision;
    case State::answered:
        return WaitingFor::reading;
    case State::conflict:
        return WaitingFor::settling;
    default:
        return std::nullopt;
    }
}

const Standing* standing_of(const std::map<TraineeKey, TraineeStandings>& standings, const Activity& activity,
                            const CompetenceKey& key) {
    const auto trainee = standings.find(activity.owner);
    if (trainee == standings.end()) return nullptr;
    const auto subjects = trainee->second.find(key);
    if (subjects == trainee->second.end()) return nullptr;
    const auto found = subjects->second.find(Subject{AboutKind::activity, activity.reference});
    return found == subjects->second.end() ? nullptr : &found->second;
}

Date newest_reply(const Standing& standing, Date otherwise) {
    std::optional<Date> out;
    for (const Decided& one : standing.speaking)
        for (const Reply* reply : one.replies) out = std::max(out.value_or(reply->date), reply->date);
    return out.value_or(otherwise);
}

} // namespace

bool waits_for_a_trainer(const Standing* standing) {
    return what_waits(standing ? standing->state : State::declared).has_value();
}

Waits waits_of(const Institute& institute, const std::map<TraineeKey, TraineeStandings>& standings, Date today) {
    Waits out;
    for (const Activity& activity : institute.activities) {
        if (activity.status != Status::declared || activity.visibility == Visibility::private_) continue;
        const Trainee* trainee = institute.find_trainee(activity.owner);
        if (!trainee) continue;
        const Date declared = activity.declared.value_or(activity.dates.to);
        Waiting waiting{&activity, trainee, {}, {}, 0, false}, asked = waiting;
        std::optional<Date> since;
        for (const Declaration& one : activity.declarations) {
            const Standing* standing = standing_of(standings, activity, one.competence);
            const State state = standing ? standing->state : State::declared;
            if (state == State::asked) asked.competences.push_back({one.competence, WaitingFor::reading});
            const auto what = what_waits(state);
            if (!what) continue;
            waiting.competences.push_back({one.competence, *what});
            const Date day = *what == WaitingFor::reading ? newest_reply(*standing, declared) : declared;
            since = std::min(since.value_or(day), day);
        }
        const int target = institute.configuration.attest_within_days;
        const auto add = [&](Waiting& one, Date day, std::vector<Waiting>& list) {
            if (one.competences.empty()) return;
            one.since = day;
            one.days = days_between(day, today);
            one.late = target > 0 && one.days > target;
            list.push_back(std::move(one));
        };
        add(waiting, since.value_or(declared), out.waiting);
        add(asked, declared, out.asked);
    }
    const auto oldest_first = [](const Waiting& a, const Waiting& b) {
        return std::tie(a.since, a.activity->reference) < std::tie(b.since, b.activity->reference);
    };
    std::sort(out.waiting.begin(), out.waiting.end(), oldest_first);
    std::sort(out.asked.begin(), out.asked.end(), oldest_first);
    return out;
}

} // namespace livret
