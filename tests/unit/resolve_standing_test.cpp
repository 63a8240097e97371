// What each declared competence becomes: a case for each state.
#include "resolve/standing.hpp"
#include "signed_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::samples;

namespace {

// Durand declared A.1.1 in D-01; `records` are signed about it. Her standing there.
Standing standing(std::vector<AttestationRecord> records, std::vector<Reply> replies = {}) {
    static Institute kept; // the result points into it
    kept = institute();
    kept.activities.resize(1);
    kept.activities[0].replies = std::move(replies);
    kept.trust.attestations = std::move(records);
    const auto all = standings_of(kept);
    return all.at(durand).at({FrameworkId{"c2i2e-2004"}, "A.1.1"}).at({AboutKind::activity, "D-01"});
}

Reply reply(std::string to, int on) {
    return {std::move(to), day(on), {}};
}

} // namespace

TEST_CASE("a competence that was declared and that nobody signed about is declared") {
    CHECK(standing({}).state == State::declared);
    CHECK(standing({}).declared);
    CHECK(standing({record("a1", "leroy", "D-01", {attested("A.1.2")})}).state == State::declared);
}

TEST_CASE("a competence that nobody declared or signed about is nothing") {
    const Institute sample = institute();
    const auto all = standings_of(sample);
    CHECK(state_of(all.at(durand), {FrameworkId{"c2i2e-2004"}, "B.4.1"}) == State::nothing);
    CHECK_FALSE(all.contains(martin));
}

TEST_CASE("what is attested counts whether a checkpoint lists it yet or not") {
    CHECK(standing({record("a1", "leroy", "D-01", {attested("A.1.1")})}).state == State::attested);
    CHECK(standing({with(record("a1", "leroy", "D-01", {attested("A.1.1")}), Word::unsealed)}).state == State::attested);
    CHECK(counts(State::attested));
}

TEST_CASE("what was attested goes on counting for the text that was read when it is edited") {
    AttestationRecord edited = record("a1", "leroy", "D-01", {attested("A.1.1")});
    edited.freshness = Freshness::edited_since;
    CHECK(standing({edited}).state == State::attested_earlier);
    CHECK(counts(State::attested_earlier));
    // One trainer who read today's text is enough for today's.
    CHECK(standing({edited, record("a2", "petit", "D-01", {attested("A.1.1")})}).state == State::attested);
}

TEST_CASE("what is not attested does not count") {
    const Standing one = standing({record("a1", "leroy", "D-01", {refused("A.1.1")})});
    CHECK(one.state == State::not_attested);
    CHECK_FALSE(counts(one.state));
    REQUIRE(one.speaking.size() == 1);
    CHECK(one.speaking[0].decision->comment == "trop court");
}

TEST_CASE("a request for more information waits until a reply names its attestation") {
    const auto request = record("3f9c1a20", "leroy", "D-01", {asked("A.1.1")});
    CHECK(standing({request}).state == State::asked);
    CHECK(standing({request}, {reply("11111111", 20)}).state == State::asked);
    const Standing answered = standing({request}, {reply("3f9c1a20", 22), reply("3f9c1a20", 21)});
    CHECK(answered.state == State::answered);
    REQUIRE(answered.speaking[0].replies.size() == 2);
    CHECK(answered.speaking[0].replies[0]->date == day(21));
}

TEST_CASE("trainers who disagree both speak, and one who attests is enough") {
    const Standing one =
        standing({record("a1", "leroy", "D-01", {attested("A.1.1")}), record("a2", "petit", "D-01", {refused("A.1.1")})});
    CHECK(one.state == State::disagreement);
    CHECK(counts(one.state));
    CHECK(one.speaking.size() == 2);
    // Wanting to know more is no refusal.
    CHECK(standing({record("a1", "leroy", "D-01", {attested("A.1.1")}), record("a2", "petit", "D-01", {asked("A.1.1")})}).state ==
          State::attested);
}

TEST_CASE("a trainer who contradicts herself counts for nothing, another still does") {
    const auto yes = with(record("a1", "leroy", "D-01", {attested("A.1.1")}), Word::conflict);
    const auto no = with(record("a2", "leroy", "D-01", {refused("A.1.1")}), Word::conflict);
    const Standing one = standing({yes, no});
    CHECK(one.state == State::conflict);
    CHECK_FALSE(counts(one.state));
    CHECK(one.speaking.empty());
    CHECK(one.set_aside.size() == 2);
    CHECK(standing({yes, no, record("a3", "petit", "D-01", {attested("A.1.1")})}).state == State::attested);
}

TEST_CASE("a signature that does not count changes nothing but is named") {
    for (const Word word : {Word::content_missing, Word::out_of_scope, Word::revoked, Word::key_not_valid_then,
                            Word::time_unproven, Word::unknown_key, Word::bad_signature, Word::erased}) {
        CAPTURE(text_of(word));
        const Standing one = standing({with(record("a1", "leroy", "D-01", {attested("A.1.1")}), word)});
        CHECK(one.state == State::set_aside);
        CHECK_FALSE(counts(one.state));
        CHECK(one.set_aside.size() == 1);
        CHECK(standing(
                  {with(record("a1", "x", "D-01", {attested("A.1.1")}), word), record("a2", "leroy", "D-01", {refused("A.1.1")})})
                  .state == State::not_attested);
    }
}

TEST_CASE("nobody's signature makes a competence hers that she never declared") {
    Institute sample = institute();
    sample.trust.attestations = {with(record("a1", "x", "D-01", {attested("B.4.1")}), Word::unknown_key)};
    CHECK(state_of(standings_of(sample).at(durand), {FrameworkId{"c2i2e-2004"}, "B.4.1"}) == State::nothing);
    // A good one does: the list of declared competences is not bound.
    sample.trust.attestations = {record("a1", "leroy", "D-01", {attested("B.4.1")})};
    CHECK(state_of(standings_of(sample).at(durand), {FrameworkId{"c2i2e-2004"}, "B.4.1"}) == State::attested);
}

TEST_CASE("what was superseded or retracted stays in the history and is declared again") {
    const Standing one = standing({with(record("a1", "leroy", "D-01", {attested("A.1.1")}), Word::superseded),
                                   record("a2", "leroy", "D-01", {retracted("A.1.1")})});
    CHECK(one.state == State::declared);
    CHECK(one.history.size() == 2);
    const Standing corrected = standing({with(record("a1", "leroy", "D-01", {refused("A.1.1")}), Word::superseded),
                                         record("a2", "leroy", "D-01", {attested("A.1.1")})});
    CHECK(corrected.state == State::attested);
    CHECK(corrected.history.size() == 1);
}

TEST_CASE("a trainee's state is the best of what she did, and a session can attest what no activity declares") {
    Institute sample = institute();
    AttestationRecord session = record("a4", "leroy", "", {attested("B.4.1")});
    session.about = AboutKind::training;
    session.training = "ent";
    sample.trust.attestations = {record("a1", "leroy", "D-01", {refused("A.1.1")}),
                                 record("a2", "leroy", "D-02", {attested("A.1.1")}), session};
    const auto all = standings_of(sample);
    CHECK(state_of(all.at(durand), {FrameworkId{"c2i2e-2004"}, "A.1.1"}) == State::attested);
    CHECK(state_of(all.at(durand), {FrameworkId{"c2i2e-2004"}, "B.4.1"}) == State::attested);
    // Another activity still waits: that is worth more than the refusal.
    sample.trust.attestations = {record("a1", "leroy", "D-01", {refused("A.1.1")})};
    CHECK(state_of(standings_of(sample).at(durand), {FrameworkId{"c2i2e-2004"}, "A.1.1"}) == State::declared);
}
