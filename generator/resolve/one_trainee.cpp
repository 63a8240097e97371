#include "resolve/one_trainee.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>

namespace livret {

namespace {

template <class Items, class Keep> Items kept(const Items& items, Keep keep) {
    Items out;
    std::copy_if(items.begin(), items.end(), std::back_inserter(out), keep);
    return out;
}

// Her question with what trainers and she herself said to it.
Question without_others(Question question, const TraineeKey& trainee) {
    std::erase_if(question.answers, [&](const Answer& one) {
        return !one.by.is_trainer() && TraineeKey{one.by.gfp, one.by.trainee} != trainee;
    });
    return question;
}

bool is_by(const PersonKey& person, const TraineeKey& trainee) {
    return !person.is_trainer() && TraineeKey{person.gfp, person.trainee} == trainee;
}

void name_by_initials(Activity& activity, const Institute& whole) {
    for (const TraineeId& id : activity.with)
        if (const Trainee* one = whole.find_trainee({activity.owner.gfp, id}))
            activity.with_initials.push_back(initials_of(one->name));
    activity.with.clear();
    const Activity* same = activity.same_as.empty() ? nullptr : whole.find_activity(activity.same_as);
    if (same == nullptr || same->owner != activity.owner) activity.same_as.clear(); // a reference holds its owner's name
}

TrustState trust_of(const Institute& whole, const Trainee& trainee) {
    TrustState out;
    const TrustState& all = whole.trust;
    const std::string folder = "attestations/" + trainee.id + "/"; // no identifier is empty, or a part of another's folder
    const auto in_hers = [&](std::string_view path) { return !trainee.id.empty() && path.starts_with(folder); };
    out.present = all.present;
    out.example = all.example;
    out.broken = all.broken;
    out.fingerprint = all.fingerprint;
    out.own_claim = all.own_claim;
    out.institution_name = all.institution_name;
    out.checkpoint = all.checkpoint;
    out.checkpoint_date = all.checkpoint_date;
    out.signers = all.signers;
    out.incomplete = kept(all.incomplete, [&](const auto& one) { return one.trainee_id == trainee.id; });
    out.theme = all.theme;
    out.not_in_force = all.not_in_force;
    out.foreign_supersedes = kept(all.foreign_supersedes, [&](const auto& one) { return in_hers(one.path); });
    out.attestations = kept(all.attestations, [&](const AttestationRecord& one) { return one.trainee == trainee.key; });
    out.unreadable = kept(all.unreadable, [&](const auto& one) { return in_hers(one.path); });
    return out;
}

} // namespace

std::string initials_of(std::string_view name) {
    std::string out;
    for (const std::string_view word : split(name, ' ')) {
        if (trim(word).empty()) continue;
        if (!out.empty()) out += ' ';
        std::string_view joint;
        for (const std::string_view part : split(word, '-')) {
            if (part.empty()) continue;
            out += joint;
            out += first_characters(part, 1);
            out += '.';
            joint = "-";
        }
    }
    return out;
}

Institute only_of(const Institute& whole, const TraineeKey& key) {
    Institute out;
    out.configuration = whole.configuration;
    out.frameworks = whole.frameworks;
    const Trainee* trainee = whole.find_trainee(key);
    if (trainee == nullptr) return out;
    out.trainees = {*trainee};
    out.gfps = kept(whole.gfps, [&](const Gfp& one) { return one.id == key.gfp; });
    for (Gfp& one : out.gfps) one.text = {}; // it may speak of anybody
    out.activities = kept(whole.activities, [&](const Activity& one) { return one.owner == key; });
    for (Activity& one : out.activities) name_by_initials(one, whole);
    out.positionings = kept(whole.positionings, [&](const Positioning& one) { return one.owner == key; });
    out.trainings = kept(whole.trainings, [&](const Training& one) {
        return one.gfp == key.gfp && (one.for_all || std::find(one.participants.begin(), one.participants.end(), key.trainee) !=
                                                         one.participants.end());
    });
    for (Training& one : out.trainings) {
        one.participants = {key.trainee};
        one.text = {}; // it may speak of anybody; what was signed of it is in the signed files
    }
    for (const Question& one : whole.questions)
        if (is_by(one.by, key)) out.questions.push_back(without_others(one, key));
    out.notices = kept(whole.notices, [&](const Notice& one) { return is_by(one.by, key); });
    out.left_out = kept(whole.left_out, [&](const LeftOut& one) { return one.owner == key; });
    out.trust = trust_of(whole, *trainee);
    return out;
}

} // namespace livret
