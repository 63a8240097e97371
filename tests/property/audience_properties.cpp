// Whoever is let in sees what those outside see, and more; and nobody sees what is private.
#include "property.hpp"
#include "resolve/audience.hpp"
#include "support/texts.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace livret::tests {

namespace {

const std::vector<std::string> group_ids{"g1", "g2"}, trainee_ids{"a", "b", "c"};

rc::Gen<TraineeKey> trainee_key() {
    return rc::gen::map(rc::gen::pair(rc::gen::elementOf(group_ids), rc::gen::elementOf(trainee_ids)), [](const auto& one) {
        return TraineeKey{GfpId{one.first}, TraineeId{one.second}};
    });
}

// Drawn within a property: groups and people may be missing (a profile with errors), the rest names them all the same.
Institute any_institute() {
    Institute out;
    for (const std::string& gfp : group_ids) {
        if (*rc::gen::inRange(0, 8) != 0) {
            Gfp group;
            group.id = GfpId{gfp};
            group.title = "group " + gfp;
            group.trainers = {TrainerId{"t"}};
            out.gfps.push_back(group);
        }
        for (const std::string& id : trainee_ids) {
            if (*rc::gen::inRange(0, 5) == 0) continue;
            Trainee trainee;
            trainee.key = {GfpId{gfp}, TraineeId{id}};
            trainee.id = "secret";
            trainee.salt = "5a17";
            trainee.name = "name of " + id;
            trainee.school = "school";
            trainee.text = text_of_html("text", "text");
            out.trainees.push_back(trainee);
        }
    }
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
        Activity one;
        one.owner = *trainee_key();
        one.path = SourcePath{fmt::format("a{}.md", i)};
        one.slug = fmt::format("a{}", i);
        one.title = fmt::format("title {}", i);
        one.visibility = *rc::gen::element(Visibility::private_, Visibility::jury, Visibility::gfp, Visibility::public_);
        one.status = *rc::gen::element(Status::draft, Status::declared, Status::declared, Status::withdrawn);
        if (one.status != Status::draft) one.reference = fmt::format("R-{}", i);
        one.same_as = *rc::gen::element<std::string>("", fmt::format("R-{}", *rc::gen::inRange(0, 12)));
        for (const std::string& id : trainee_ids)
            if (*rc::gen::arbitrary<bool>()) one.with.push_back(TraineeId{id});
        one.replies.resize(*rc::gen::inRange<std::size_t>(0, 2));
        out.activities.push_back(one);
    }
    for (int i = 0; i < *rc::gen::inRange(0, 4); ++i) {
        Positioning position;
        position.owner = *trainee_key();
        position.path = SourcePath{fmt::format("p{}.md", i)};
        out.positionings.push_back(position);
        Question question;
        question.path = SourcePath{fmt::format("q{}.md", i)};
        question.gfp = GfpId{*rc::gen::elementOf(group_ids)};
        out.questions.push_back(question);
        Training training;
        training.path = SourcePath{fmt::format("t{}.md", i)};
        training.gfp = GfpId{*rc::gen::elementOf(group_ids)};
        for (const std::string& id : trainee_ids) training.participants.push_back(TraineeId{id});
        out.trainings.push_back(training);
        Notice notice;
        notice.path = SourcePath{fmt::format("n{}.md", i)};
        out.notices.push_back(notice);
        LeftOut left;
        left.path = SourcePath{fmt::format("l{}.md", i)};
        left.owner = *trainee_key();
        left.errors = 1;
        if (*rc::gen::arbitrary<bool>())
            left.visibility = *rc::gen::element(Visibility::private_, Visibility::jury, Visibility::gfp, Visibility::public_);
        if (*rc::gen::arbitrary<bool>()) left.status = *rc::gen::element(Status::draft, Status::declared, Status::withdrawn);
        out.left_out.push_back(left);
    }
    out.sessions.resize(1);
    out.configuration.trainers.push_back({TrainerId{"t"}, "trainer", ""});
    return out;
}

// Every fact of an institute that a page could show, as a line.
std::set<std::string> facts(const Institute& of) {
    std::set<std::string> out;
    const auto key = [](const TraineeKey& one) { return one.gfp.value + "/" + one.trainee.value; };
    for (const Gfp& one : of.gfps) {
        out.insert("group " + one.id.value + " " + one.title);
        for (const TrainerId& id : one.trainers) out.insert("trainer of " + one.id.value + " " + id.value);
        if (!one.text->empty()) out.insert("text of " + one.id.value);
    }
    for (const Trainee& one : of.trainees) {
        out.insert("trainee " + key(one.key) + " " + one.name);
        if (!one.id.empty() || !one.salt.empty()) out.insert("secret of " + key(one.key));
        if (!one.school.empty()) out.insert("school of " + key(one.key));
        if (!one.text->empty()) out.insert("text of " + key(one.key));
    }
    for (const Activity& one : of.activities) {
        out.insert(fmt::format("activity {} {} of {}", one.path.value, one.title, key(one.owner)));
        for (const TraineeId& id : one.with) out.insert(one.path.value + " with " + id.value);
        if (!one.same_as.empty()) out.insert(one.path.value + " same as " + one.same_as);
        if (!one.replies.empty()) out.insert(one.path.value + " has replies");
    }
    for (const auto& one : of.positionings) out.insert("position " + one.path.value);
    for (const auto& one : of.questions) out.insert("question " + one.path.value);
    for (const auto& one : of.notices) out.insert("notice " + one.path.value);
    for (const auto& one : of.trainings) {
        out.insert("training " + one.path.value);
        for (const TraineeId& id : one.participants) out.insert(one.path.value + " had " + id.value);
    }
    for (const auto& one : of.left_out) out.insert("left out " + one.path.value);
    for (const auto& one : of.sessions) out.insert("session " + one.path.value);
    for (const auto& one : of.configuration.trainers) out.insert("trainer " + one.name);
    return out;
}

bool holds_all(const std::set<std::string>& larger, const std::set<std::string>& smaller) {
    return std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end());
}

bool each_audience_sees_what_the_wider_one_sees(const char* name) {
    return rc::check(name, [] {
        const Institute whole = any_institute();
        const Drafts drafts = *rc::gen::element(Drafts::left_out, Drafts::shown);
        const auto seen = [&](Audience audience) { return facts(restrict_to(whole, audience, drafts)); };
        RC_ASSERT(holds_all(seen(Audience::gfp), seen(Audience::public_)));
        RC_ASSERT(holds_all(seen(Audience::jury), seen(Audience::gfp)));
        RC_ASSERT(seen(Audience::jury) == seen(Audience::trainers));
        for (const Audience audience : {Audience::gfp, Audience::trainers, Audience::jury, Audience::public_}) {
            RC_ASSERT(holds_all(facts(whole), seen(audience)));
            RC_ASSERT(holds_all(facts(restrict_to(whole, audience, Drafts::shown)),
                                facts(restrict_to(whole, audience, Drafts::left_out))));
        }
    });
}

bool restricting_twice_is_restricting_once(const char* name) {
    return rc::check(name, [] {
        const Institute whole = any_institute();
        const Audience audience = *rc::gen::element(Audience::gfp, Audience::trainers, Audience::jury, Audience::public_);
        const Drafts drafts = *rc::gen::element(Drafts::left_out, Drafts::shown);
        const Institute once = restrict_to(whole, audience, drafts);
        RC_ASSERT(facts(restrict_to(once, audience, drafts)) == facts(once));
    });
}

bool nothing_private_is_left(const char* name) {
    return rc::check(name, [] {
        const Institute whole = any_institute();
        const Audience audience = *rc::gen::element(Audience::gfp, Audience::trainers, Audience::jury, Audience::public_);
        const Drafts drafts = *rc::gen::element(Drafts::left_out, Drafts::shown);
        const Institute left = restrict_to(whole, audience, drafts);
        std::set<std::string> references;
        std::set<TraineeKey> people;
        std::set<GfpId> groups;
        for (const Gfp& one : left.gfps) groups.insert(one.id);
        for (const Trainee& one : left.trainees) {
            people.insert(one.key);
            RC_ASSERT(one.id.empty() && one.salt.empty());
            RC_ASSERT(groups.contains(one.key.gfp));
        }
        for (const Activity& one : left.activities) references.insert(one.reference);
        for (const Activity& one : left.activities) {
            RC_ASSERT(one.visibility != Visibility::private_ && one.status != Status::withdrawn);
            RC_ASSERT(one.status != Status::draft || drafts == Drafts::shown);
            RC_ASSERT(shows(audience, one.visibility));
            RC_ASSERT(people.contains(one.owner));
            RC_ASSERT(one.same_as.empty() || references.contains(one.same_as));
            for (const TraineeId& id : one.with) RC_ASSERT(people.contains({one.owner.gfp, id}));
        }
        for (const Positioning& one : left.positionings) RC_ASSERT(people.contains(one.owner));
        if (audience == Audience::public_) {
            for (const Trainee& one : left.trainees) // nobody who made nothing public
                RC_ASSERT(std::any_of(left.activities.begin(), left.activities.end(),
                                      [&](const Activity& a) { return a.owner == one.key; }));
            RC_ASSERT(left.left_out.empty());
        }
        RC_ASSERT(left.sessions.empty());
    });
}

} // namespace

std::vector<Property> audience_properties() {
    return {{"each audience sees what the wider one sees", each_audience_sees_what_the_wider_one_sees},
            {"restricting twice is restricting once", restricting_twice_is_restricting_once},
            {"nothing private or withdrawn is left, and nothing hangs in the air", nothing_private_is_left}};
}

} // namespace livret::tests
