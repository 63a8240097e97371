#include "resolve/waiting.hpp"

#include "resolve/participants.hpp"

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

// When somebody first asked for more, of the requests that stand.
Date first_request(const Standing& standing, Date otherwise) {
    std::optional<Date> out;
    for (const Decided& one : standing.speaking) {
        if (one.decision->outcome != Outcome::more_information) continue;
        const auto moment = parse_moment(one.record->signed_at);
        const auto day = moment ? std::optional(moment->local_date()) : one.record->not_before;
        if (day) out = std::min(out.value_or(*day), *day);
    }
    return out.value_or(otherwise);
}

} // namespace

std::vector<UndecidedSession> undecided_sessions(const Institute& institute,
                                                 const std::map<TraineeKey, TraineeStandings>& standings, Date today) {
    std::vector<UndecidedSession> out;
    for (const Training& one : institute.trainings) {
        if (one.status != TrainingStatus::held || one.competences.empty()) continue;
        const Subject subject{AboutKind::training, one.slug};
        const auto decided = [&](const TraineeKey& key) {
            const auto found = standings.find(key);
            return found != standings.end() && std::any_of(one.competences.begin(), one.competences.end(), [&](const auto& code) {
                       const Standing* standing = find_standing(found->second, {one.framework, code}, subject);
                       return standing != nullptr && !standing->speaking.empty();
                   });
        };
        UndecidedSession session{&one, {}, days_between(one.date, today)};
        for (const Trainee& trainee : institute.trainees) {
            if (takes_part(one, trainee.key) && !decided(trainee.key)) session.trainees.push_back(&trainee);
        }
        if (!session.trainees.empty()) out.push_back(std::move(session));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tie(a.training->date, a.training->path) < std::tie(b.training->date, b.training->path);
    });
    return out;
}

std::vector<UndecidedContributions> undecided_contributions(const Institute& institute, Date today) {
    std::map<TraineeKey, UndecidedContributions> found;
    const auto is_named = [&](const TraineeKey& who, const Question& question, const Answer& answer) {
        return std::any_of(institute.trust.attestations.begin(), institute.trust.attestations.end(), [&](const auto& record) {
            return record.about == AboutKind::contributions && record.trainee == who && record.counts() &&
                   std::any_of(record.contributions.begin(), record.contributions.end(), [&](const auto& one) {
                       return one.file == question.path && one.sha256 == answer.source.sha256; // later answers change its number
                   });
        });
    };
    for (const Question& question : institute.questions)
        for (const Answer& answer : question.answers) {
            if (answer.by.is_trainer() || answer.by == question.by) continue;
            const TraineeKey who{answer.by.gfp, answer.by.trainee};
            const Trainee* trainee = institute.find_trainee(who);
            if (trainee == nullptr || is_named(who, question, answer)) continue;
            const Date day = answer.date.local_date();
            UndecidedContributions& one = found.try_emplace(who, UndecidedContributions{trainee, 0, day, 0}).first->second;
            ++one.answers;
            one.since = std::min(one.since, day);
            one.days = days_between(one.since, today);
        }
    std::vector<UndecidedContributions> out;
    for (const auto& [key, one] : found) out.push_back(one);
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
    return out;
}

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
        std::optional<Date> since, requested;
        for (const Declaration& one : activity.declarations) {
            const Standing* standing = standing_of(standings, activity, one.competence);
            const State state = standing ? standing->state : State::declared;
            if (state == State::asked) {
                asked.competences.push_back({one.competence, WaitingFor::reading});
                const Date day = first_request(*standing, declared);
                requested = std::min(requested.value_or(day), day);
            }
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
        add(asked, requested.value_or(declared), out.asked);
    }
    const auto oldest_first = [](const Waiting& a, const Waiting& b) {
        return std::tie(a.since, a.activity->reference) < std::tie(b.since, b.activity->reference);
    };
    std::sort(out.waiting.begin(), out.waiting.end(), oldest_first);
    std::sort(out.asked.begin(), out.asked.end(), oldest_first);
    return out;
}

} // namespace livret
