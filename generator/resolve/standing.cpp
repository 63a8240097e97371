#include "resolve/standing.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

std::vector<const Reply*> replies_to(const AttestationRecord& record, const Activity* activity) {
    std::vector<const Reply*> out;
    if (activity == nullptr || record.word == Word::malformed) return out;
    for (const Reply& one : activity->replies)
        if (record.asked_by(one.to)) out.push_back(&one);
    std::stable_sort(out.begin(), out.end(), [](const Reply* a, const Reply* b) { return a->date < b->date; });
    return out;
}

State state_from(const Standing& standing) {
    bool attested = false, current = false, refused = false, asked = false, answered = false;
    for (const Decided& one : standing.speaking) {
        switch (one.decision->outcome) {
        case Outcome::attested:
            attested = true;
            current = current || one.record->freshness == Freshness::current;
            break;
        case Outcome::not_attested:
            refused = true;
            break;
        case Outcome::more_information:
            asked = true;
            answered = answered || !one.replies.empty();
            break;
        case Outcome::retracted:
            break;
        }
    }
    if (attested && refused) return State::disagreement;
    if (attested) return current ? State::attested : State::attested_earlier;
    const bool contradicted = std::any_of(standing.set_aside.begin(), standing.set_aside.end(),
                                          [](const Decided& one) { return one.record->word == Word::conflict; });
    if (contradicted && !asked && !refused) return State::conflict;
    if (answered) return State::answered;
    if (asked) return State::asked;
    if (refused) return State::not_attested;
    if (!standing.declared) return State::nothing; // nobody's signature makes a competence hers
    return standing.set_aside.empty() ? State::declared : State::set_aside;
}

void add(Standing& standing, Decided one) {
    if (one.record->word == Word::superseded)
        standing.history.push_back(std::move(one));
    else if (!one.record->counts())
        standing.set_aside.push_back(std::move(one));
    else if (one.decision->outcome == Outcome::retracted)
        standing.history.push_back(std::move(one));
    else
        standing.speaking.push_back(std::move(one));
}

} // namespace

Subject subject_of(const Activity& activity) {
    return {AboutKind::activity, activity.reference.empty() ? activity.path.value : activity.reference};
}

Subject subject_of(const AttestationRecord& record) {
    switch (record.about) {
    case AboutKind::activity:
        return {record.about, record.reference};
    case AboutKind::training:
        return {record.about, record.training};
    case AboutKind::contributions:
        break;
    }
    return {AboutKind::contributions, ""};
}

std::string_view text_of(State state) {
    static constexpr std::array<std::string_view, state_count> names{
        "attested", "attested-earlier", "disagreement", "conflict",     "answered",
        "asked",    "declared",         "set-aside",    "not-attested", "nothing"};
    return names[static_cast<std::size_t>(state)];
}

bool counts(State state) {
    return state <= State::disagreement;
}

std::map<TraineeKey, TraineeStandings> standings_of(const Institute& institute) {
    std::map<TraineeKey, TraineeStandings> out;
    std::map<std::string_view, const Activity*> activities;
    for (const Activity& activity : institute.activities) {
        const Subject subject = subject_of(activity);
        if (!activity.reference.empty()) activities.emplace(activity.reference, &activity);
        for (const Declaration& one : activity.declarations) out[activity.owner][one.competence][subject].declared = true;
    }
    for (const AttestationRecord& record : institute.trust.attestations) {
        const Subject subject = subject_of(record);
        const auto found = activities.find(record.reference);
        const Activity* activity = subject.about == AboutKind::activity && found != activities.end() ? found->second : nullptr;
        for (const SignedDecision& decision : record.decisions) {
            Decided one{&record, &decision, {}};
            if (decision.outcome == Outcome::more_information) one.replies = replies_to(record, activity);
            add(out[record.trainee][{record.framework, decision.competence}][subject], std::move(one));
        }
    }
    for (auto& [trainee, competences] : out) {
        competences.shrink();
        for (auto& [competence, subjects] : competences) {
            subjects.shrink();
            for (auto& [subject, standing] : subjects) standing.state = state_from(standing);
        }
    }
    return out;
}

State best_of(const SubjectStandings& standings) {
    State best = State::nothing;
    for (const auto& [subject, standing] : standings) best = std::min(best, standing.state);
    return best;
}

State state_of(const TraineeStandings& standings, const CompetenceKey& key) {
    const auto found = standings.find(key);
    return found == standings.end() ? State::nothing : best_of(found->second);
}

const Standing* find_standing(const TraineeStandings& standings, const CompetenceKey& key, const Subject& subject) {
    const auto competence = standings.find(key);
    if (competence == standings.end()) return nullptr;
    const auto found = competence->second.find(subject);
    return found == competence->second.end() ? nullptr : &found->second;
}

} // namespace livret
