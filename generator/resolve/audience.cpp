#include "resolve/audience.hpp"

#include "resolve/restrict_trust.hpp"
#include "resolve/seen_by.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace livret {

namespace {

template <class Items, class Keep> void keep_if(Items& items, Keep keep) {
    std::erase_if(items, [&](const auto& item) { return !keep(item); });
}

bool shown(const Activity& activity, Audience audience, Drafts drafts) {
    if (activity.status == Status::withdrawn) return false;
    if (activity.status == Status::draft && drafts == Drafts::left_out) return false;
    return shows(audience, activity.visibility);
}

// Activities name others: colleagues by id, the same activity by reference. What is not shown is not named.
void forget_what_is_gone(Institute& institute) {
    std::set<std::string> references;
    for (const Activity& activity : institute.activities) references.insert(activity.reference);
    std::set<TraineeKey> people;
    for (const Trainee& trainee : institute.trainees) people.insert(trainee.key);
    for (Activity& activity : institute.activities) {
        if (!references.contains(activity.same_as)) activity.same_as.clear();
        keep_if(activity.with, [&](const TraineeId& id) { return people.contains({activity.owner.gfp, id}); });
    }
    for (Training& training : institute.trainings)
        keep_if(training.participants, [&](const TraineeId& id) { return people.contains({training.gfp, id}); });
}

// What is published to everybody is what somebody made public: groups by name, activities marked public, and
// the people who declared them.
void restrict_to_public(Institute& institute) {
    std::set<TraineeKey> people;
    for (const Activity& activity : institute.activities) people.insert(activity.owner);
    keep_if(institute.trainees, [&](const Trainee& trainee) { return people.contains(trainee.key); });
    for (Trainee& trainee : institute.trainees) {
        trainee.school.clear();
        trainee.participates.reset();
        trainee.portrait.reset();
        trainee.text = {};
    }
    for (Gfp& gfp : institute.gfps) {
        gfp.trainers.clear();
        gfp.text = {};
    }
    institute.configuration.trainers.clear();
    institute.positionings.clear();
    institute.trainings.clear();
    institute.questions.clear();
    institute.notices.clear();
    institute.left_out.clear();
}

} // namespace

bool shows(Audience audience, Visibility visibility) {
    if (audience == Audience::owner) return true;
    switch (visibility) {
    case Visibility::private_:
        return false;
    case Visibility::jury:
        return audience == Audience::jury || audience == Audience::trainers;
    case Visibility::gfp:
        return audience != Audience::public_;
    case Visibility::public_:
        return true;
    }
    return false;
}

bool shows(Audience audience, const Question& question) {
    if (audience == Audience::public_) return false;
    return question.to.empty() || audience == Audience::trainers || audience == Audience::owner;
}

bool may_read(const Question& question, const PersonKey& person) {
    return question.to.empty() || person.is_trainer() || question.by == person;
}

bool sees_everything_signed(Audience audience) {
    return audience == Audience::trainers || audience == Audience::jury || audience == Audience::owner;
}

bool sees_all_decisions(Audience audience, Decisions decisions) {
    return sees_everything_signed(audience) || (audience == Audience::gfp && decisions == Decisions::open);
}

Institute restrict_to(Institute whole, Audience audience, Drafts drafts) {
    for (Trainee& trainee : whole.trainees) { // the roster's secrets are for trust/ only
        trainee.id.clear();
        trainee.salt.clear();
    }
    keep_if(whole.activities, [&](const Activity& activity) { return shown(activity, audience, drafts); });
    std::set<SourcePath> hidden_questions;
    keep_if(whole.questions, [&](const Question& question) {
        if (!shows(audience, question)) hidden_questions.insert(question.path);
        return shows(audience, question);
    });
    // A file with errors is mentioned unless what could be read of it says that these readers would not see
    // it.
    keep_if(whole.left_out, [&](const LeftOut& file) {
        if (file.status == Status::withdrawn || (file.status == Status::draft && drafts == Drafts::left_out)) return false;
        return !file.visibility || shows(audience, *file.visibility);
    });
    // A reply tells that somebody asked: requests are for trainers and juries, unless the institute opened its decisions.
    if (!sees_all_decisions(audience, whole.configuration.decisions))
        for (Activity& activity : whole.activities) activity.replies.clear();
    whole.sessions.clear(); // a session has its own site
    if (audience == Audience::public_) restrict_to_public(whole);
    // Groups and people who are no longer there (a profile with errors) leave nothing that hangs in the air.
    std::set<GfpId> groups;
    for (const Gfp& gfp : whole.gfps) groups.insert(gfp.id);
    keep_if(whole.trainees, [&](const Trainee& trainee) { return groups.contains(trainee.key.gfp); });
    std::set<TraineeKey> people;
    for (const Trainee& trainee : whole.trainees) people.insert(trainee.key);
    keep_if(whole.activities, [&](const Activity& activity) { return people.contains(activity.owner); });
    keep_if(whole.positionings, [&](const Positioning& one) { return people.contains(one.owner); });
    forget_what_is_gone(whole);
    restrict_trust(whole, audience, hidden_questions);
    return whole;
}

namespace {

// `own` that are hers, among those of others that `seen` holds.
template <class Items, class IsHers> void put_own(Items& seen, Items& own, IsHers is_hers) {
    std::erase_if(seen, is_hers);
    for (auto& one : own)
        if (is_hers(one)) seen.push_back(std::move(one));
}

} // namespace

Institute seen_by(const Institute& whole, const TraineeKey& trainee) {
    Institute out = restrict_to(whole, Audience::gfp, Drafts::left_out);
    Institute own = restrict_to(whole, Audience::owner, Drafts::shown);
    put_own(out.activities, own.activities, [&](const Activity& one) { return one.owner == trainee; });
    const PersonKey person{trainee.gfp, trainee.trainee, {}};
    put_own(out.questions, own.questions, [&](const Question& one) { return one.by == person; });
    put_own(out.left_out, own.left_out, [&](const LeftOut& one) { return one.owner == trainee; });
    put_own(out.trust.attestations, own.trust.attestations, [&](const AttestationRecord& one) { return one.trainee == trainee; });
    std::stable_sort(out.activities.begin(), out.activities.end(), [](const Activity& a, const Activity& b) {
        return std::tie(a.owner, a.dates.from, a.path) < std::tie(b.owner, b.dates.from, b.path);
    });
    std::stable_sort(out.questions.begin(), out.questions.end(),
                     [](const Question& a, const Question& b) { return a.path < b.path; });
    std::stable_sort(out.left_out.begin(), out.left_out.end(),
                     [](const LeftOut& a, const LeftOut& b) { return a.path < b.path; });
    std::stable_sort(out.trust.attestations.begin(), out.trust.attestations.end(),
                     [](const AttestationRecord& a, const AttestationRecord& b) { return a.trainee < b.trainee; });
    forget_what_is_gone(out); // her texts may name what only others see
    return out;
}

} // namespace livret
