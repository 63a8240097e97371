#include "resolve/authorship.hpp"

namespace livret {

Given given_by(const Group& group, const Booklet& booklet) {
    Given out;
    const TraineeKey& key = booklet.trainee->key;
    const auto hers = [&](const PersonKey& by) { return !by.is_trainer() && TraineeKey{by.gfp, by.trainee} == key; };
    for (const Activity* one : booklet.activities) {
        if (one->status == Status::declared) ++out.activities;
        out.replies += one->replies.size();
    }
    out.positions = booklet.positionings.size();
    for (const Question* one : group.questions) {
        if (hers(one->by)) ++out.questions;
        for (const Answer& answer : one->answers)
            if (hers(answer.by) && !hers(one->by)) ++out.answers;
    }
    return out;
}

} // namespace livret
