// What waits for trainers, and since when.
#include "resolve/waiting.hpp"
#include "signed_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::samples;

namespace {

// Durand's D-01 (A.1.1 and A.1.2, declared on the 5th) alone, with these attestations and replies.
Institute with_records(std::vector<AttestationRecord> records, std::vector<Reply> replies = {}) {
    Institute out = institute();
    out.activities.resize(1);
    out.activities[0].declared = day(5);
    out.activities[0].replies = std::move(replies);
    out.trust.attestations = std::move(records);
    return out;
}

Waits waits(const Institute& institute, int today) {
    return waits_of(institute, standings_of(institute), day(today));
}

std::vector<std::string> codes(const Waiting& one) {
    std::vector<std::string> out;
    for (const auto& each : one.competences) out.push_back(each.key.code);
    return out;
}

} // namespace

TEST_CASE("a declared competence waits from the day it was declared, until somebody decides") {
    const Institute nothing = with_records({});
    const Waits first = waits(nothing, 9);
    REQUIRE(first.waiting.size() == 1);
    CHECK(first.waiting[0].since == day(5));
    CHECK(first.waiting[0].days == 4);
    CHECK(codes(first.waiting[0]) == std::vector<std::string>{"A.1.1", "A.1.2"});
    const Institute half = with_records({record("a1", "leroy", "D-01", {attested("A.1.1")})});
    CHECK(codes(waits(half, 9).waiting.at(0)) == std::vector<std::string>{"A.1.2"});
    const Institute all = with_records({record("a1", "leroy", "D-01", {attested("A.1.1"), refused("A.1.2")})});
    CHECK(waits(all, 9).waiting.empty());
}

TEST_CASE("a signature that does not count decides nothing") {
    const Institute one =
        with_records({with(record("a1", "leroy", "D-01", {attested("A.1.1"), attested("A.1.2")}), Word::unknown_key)});
    CHECK(waits(one, 9).waiting.at(0).competences.size() == 2);
}

TEST_CASE("a request waits for the trainee, and for a trainer again once it has a reply") {
    const AttestationRecord asks = record("3f9c1a20", "leroy", "D-01", {asked("A.1.1"), attested("A.1.2")});
    const Institute open = with_records({asks});
    CHECK(waits(open, 20).waiting.empty());
    REQUIRE(waits(open, 20).asked.size() == 1);
    CHECK(waits(open, 20).asked[0].since == day(12)); // not before: nobody says when
    AttestationRecord dated = asks;
    dated.signed_at = "2004-11-17T10:00:00Z";
    CHECK(waits(with_records({dated}), 20).asked.at(0).since == day(17));
    CHECK(waits(with_records({dated}), 20).asked.at(0).days == 3);
    const Institute answered = with_records({asks}, {{"3f9c1a20", day(12), {}}});
    const Waits then = waits(answered, 20);
    CHECK(then.asked.empty());
    REQUIRE(then.waiting.size() == 1);
    CHECK(then.waiting[0].since == day(12));
    CHECK(then.waiting[0].competences[0].what == WaitingFor::reading);
}

TEST_CASE("beyond the institute's own target what waits is late; without a target nothing is") {
    Institute one = with_records({});
    CHECK_FALSE(waits(one, 29).waiting.at(0).late);
    one.configuration.attest_within_days = 10;
    CHECK_FALSE(waits(one, 15).waiting.at(0).late);
    CHECK(waits(one, 16).waiting.at(0).late);
}

TEST_CASE("drafts, withdrawn and private activities wait for nobody; the oldest comes first") {
    Institute one = institute(); // D-04 is private
    one.activities[2].declared = day(1);
    CHECK(waits(one, 9).waiting.at(0).activity->reference == "D-03");
    CHECK(waits(one, 9).waiting.size() == 3);
    one.activities[2].status = Status::withdrawn;
    CHECK(waits(one, 9).waiting.size() == 2);
    CHECK(waits(one, 1).waiting.at(0).days == 0);
}

TEST_CASE("a session that was held waits for those about whom nobody decided anything") {
    Institute one = with_records({});
    Training session;
    session.path = SourcePath{"gfp/math1/trainings/b2i.md"};
    session.gfp = durand.gfp;
    session.slug = "b2i";
    session.date = day(2);
    session.framework = FrameworkId{"c2i2e-2004"};
    session.competences = {"A.1.1", "A.1.2"};
    session.for_all = true;
    session.status = TrainingStatus::planned;
    one.trainings = {session};
    const auto open = [&] { return undecided_sessions(one, standings_of(one), day(9)); };
    CHECK(open().empty()); // it did not take place yet
    one.trainings[0].status = TrainingStatus::held;
    REQUIRE(open().size() == 1);
    CHECK(open()[0].days == 7);
    const std::size_t all = open()[0].trainees.size();
    CHECK(all == one.trainees.size());
    AttestationRecord signed_ = record("a1", "leroy", "", {attested("A.1.1")});
    signed_.about = AboutKind::training;
    signed_.training = "b2i";
    one.trust.attestations = {signed_};
    CHECK((all == 1 ? open().empty() : open()[0].trainees.size() == all - 1));
    one.trainings[0].for_all = false;
    one.trainings[0].participants = {durand.trainee};
    CHECK(open().empty());
    one.trust.attestations = {with(signed_, Word::unknown_key)}; // decides nothing
    CHECK(open().size() == 1);
    one.trainings[0].competences.clear();
    CHECK(open().empty());
}

TEST_CASE("answers to others wait until an attestation that counts names them, however others move them") {
    Institute one = with_records({});
    Question question;
    question.path = SourcePath{"gfp/math1/questions/q.md"};
    question.by = {durand.gfp, TraineeId{"martin"}, {}};
    Answer hers, askers;
    hers.by = {durand.gfp, durand.trainee, {}};
    hers.date = Moment{std::chrono::sys_days(day(3)), 0};
    hers.source.sha256 = "aa";
    askers.by = question.by;
    askers.date = hers.date;
    question.answers = {askers, hers};
    one.questions = {question};
    REQUIRE(undecided_contributions(one, day(9)).size() == 1);
    CHECK(undecided_contributions(one, day(9))[0].trainee->key == durand);
    CHECK(undecided_contributions(one, day(9))[0].answers == 1); // who asks answers nobody
    CHECK(undecided_contributions(one, day(9))[0].days == 6);
    AttestationRecord given = record("e1", "leroy", "", {attested("A.1.1")});
    given.about = AboutKind::contributions;
    given.contributions = {{question.path, 1, "aa"}}; // signed when it was the first
    one.trust.attestations = {given};
    CHECK(undecided_contributions(one, day(9)).empty());
    one.trust.attestations = {with(given, Word::revoked)};
    CHECK(undecided_contributions(one, day(9)).size() == 1);
}
