#include "export/desk_work.hpp"

#include "resolve/trainer_groups.hpp"

#include <algorithm>
#include <tuple>

namespace livret {

bool has_reply(const Waiting& one) {
    return std::any_of(one.competences.begin(), one.competences.end(),
                       [](const WaitingCompetence& each) { return each.what == WaitingFor::reading; });
}

std::size_t GroupWork::late() const {
    return static_cast<std::size_t>(std::count_if(waiting.begin(), waiting.end(), [](const Waiting& one) { return one.late; }));
}
std::size_t GroupWork::replied() const {
    return static_cast<std::size_t>(std::count_if(waiting.begin(), waiting.end(), has_reply));
}
std::size_t GroupWork::overdue() const {
    return static_cast<std::size_t>(std::count_if(questions.begin(), questions.end(),
                                                  [](const auto& one) { return one.second.state == ClockState::overdue; }));
}

GroupWork work_of(const ViewContext& context, const Group& group) {
    const Portfolio& portfolio = *context.portfolio;
    const Institute& institute = context.institute();
    const GfpId& gfp = group.gfp->id;
    const Date today = portfolio.now.local_date();
    GroupWork out;
    Waits waits = waits_of(institute, portfolio.standings, today);
    for (auto* list : {&waits.waiting, &waits.asked})
        std::erase_if(*list, [&](const Waiting& one) { return one.activity->owner.gfp != gfp; });
    out.waiting = std::move(waits.waiting);
    out.asked = std::move(waits.asked);
    if (can_be_signed(institute)) {
        out.sessions = undecided_sessions(institute, portfolio.standings, today);
        std::erase_if(out.sessions, [&](const UndecidedSession& one) { return one.training->gfp != gfp; });
        out.contributions = undecided_contributions(institute, today);
        std::erase_if(out.contributions, [&](const UndecidedContributions& one) { return one.trainee->key.gfp != gfp; });
    }

    for (const Question* one : group.questions) {
        const Clock clock = clock_of(*one, institute.configuration.promise_days, portfolio.now);
        if (is_answered(*one)) {
            for (const Answer& answer : one->answers)
                if (answer.by.is_trainer()) {
                    ++out.answered[answer.by.trainer];
                    break;
                }
            continue;
        }
        if (!waits_for_answer(*one)) continue;
        if (!one->to.empty()) ++out.asked_of[one->to];
        out.questions.emplace_back(one, clock);
    }
    const auto urgent = [](const auto& one) { // what was promised, by its end; then what was put to one trainer, by its age
        const bool promised = one.second.state != ClockState::waiting;
        return std::tuple(!promised, promised ? one.second.deadline.utc : one.first->asked.utc, one.first->path);
    };
    std::sort(out.questions.begin(), out.questions.end(), [&](const auto& a, const auto& b) { return urgent(a) < urgent(b); });

    for (const AttestationRecord& one : institute.trust.attestations) {
        if (one.trainee.gfp != gfp || one.trainer.empty() || one.word == Word::bad_signature || one.word == Word::malformed)
            continue;
        out.decisions.push_back(&one);
        if (one.counts()) out.decided[one.trainer] += one.decisions.size();
    }
    std::stable_sort(out.decisions.begin(), out.decisions.end(),
                     [](const auto* a, const auto* b) { return a->signed_at > b->signed_at; });

    for (const Trainer* one : group.trainers) out.trainers.emplace(one->id, one->name);
    for (const RegisteredSigner& one : institute.trust.signers)
        if (groups_signed_by(institute, one.id, today).contains(gfp)) out.trainers.emplace(one.id, one.name);
    return out;
}

} // namespace livret
