// What each audience is left of what trainers signed: the second table of resolve/audience.hpp.
#include "resolve/audience.hpp"
#include "resolve/seen_by.hpp"
#include "signed_samples.hpp"
#include "support/texts.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::samples;

namespace {

Institute all_decisions() {
    Institute out = institute();
    out.activities[0].replies = {{"a1a1a1a1", day(20), {}}};
    out.trust.attestations = {
        record("a1a1a1a1", "leroy", "D-01", {attested("A.1.1"), asked("A.1.2")}),
        record("a2", "petit", "D-01", {refused("A.1.1")}), record("b1", "leroy", "D-02", {attested("A.1.1")}),
        record("c1", "leroy", "D-03", {attested("A.1.1")}), record("d1", "leroy", "D-04", {attested("A.1.1")})};
    out.trust.attestations[0].decisions[0].comment = "bien";
    return out;
}

Institute for_readers(const Institute& whole, Audience audience, Decisions decisions = Decisions::restricted) {
    Institute copy = whole;
    copy.configuration.decisions = decisions;
    return restrict_to(std::move(copy), audience, Drafts::left_out);
}

std::vector<std::string> references(const Institute& institute) {
    std::vector<std::string> out;
    for (const AttestationRecord& one : institute.trust.attestations) out.push_back(one.reference);
    return out;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("trainers and jury see every decision on what they see, and nothing on what is private") {
    for (const Audience audience : {Audience::trainers, Audience::jury}) {
        const Institute left = for_readers(all_decisions(), audience);
        CHECK(references(left) == Names{"D-01", "D-01", "D-02", "D-03"});
        CHECK(left.trust.attestations[0].decisions.size() == 2);
        CHECK(left.trust.attestations[0].decisions[0].comment == "bien");
        CHECK(left.trust.attestations[0].digest.starts_with("a1a1a1a1"));
        CHECK(left.activities[0].replies.size() == 1);
    }
}

TEST_CASE("a group sees what is attested, and a mixed attestation without its other decisions") {
    const Institute left = for_readers(all_decisions(), Audience::gfp);
    REQUIRE(references(left) == Names{"D-01", "D-02"});
    const AttestationRecord& mixed = left.trust.attestations[0];
    REQUIRE(mixed.decisions.size() == 1);
    CHECK(mixed.decisions[0].outcome == Outcome::attested);
    CHECK(mixed.decisions[0].comment == "");
    CHECK(mixed.trainer_name == "Claire leroy");
    CHECK(mixed.digest == "");
    CHECK(left.activities[0].replies.empty());
}

TEST_CASE("an institute that opened its decisions shows all of them to its groups, and not to the public") {
    const Institute open = for_readers(all_decisions(), Audience::gfp, Decisions::open);
    CHECK(references(open) == Names{"D-01", "D-01", "D-02"});
    CHECK(open.trust.attestations[0].decisions.size() == 2);
    CHECK(open.activities[0].replies.size() == 1);
    CHECK(references(for_readers(all_decisions(), Audience::public_, Decisions::open)) == Names{"D-02"});
}

TEST_CASE("the public sees who attested public activities and not the texts that were changed") {
    Institute whole = all_decisions();
    whole.trust.attestations[2].freshness = Freshness::edited_since;
    whole.trust.attestations[2].state->signed_body = "Le petit Nicolas";
    whole.trust.attestations[2].state->signed_text = text_of_html("<p>Le petit Nicolas</p>");
    const Institute left = for_readers(whole, Audience::public_);
    REQUIRE(references(left) == Names{"D-02"});
    CHECK(left.trust.attestations[0].trainer_name == "Claire leroy");
    CHECK_FALSE(left.trust.attestations[0].state->signed_body);
    CHECK(left.trust.attestations[0].state->signed_text->empty());
    CHECK(left.trust.signers.empty());
    whole.trust.attestations[2].word = Word::revoked;
    CHECK(references(for_readers(whole, Audience::public_)).empty());
}

TEST_CASE("what a hidden decision did to an attestation is hidden with it") {
    Institute whole = all_decisions();
    whole.trust.attestations = {with(record("a1", "leroy", "D-01", {attested("A.1.1")}), Word::superseded),
                                record("a2", "leroy", "D-01", {retracted("A.1.1")}),
                                with(record("a3", "petit", "D-01", {attested("A.1.2")}), Word::conflict),
                                with(record("a4", "petit", "D-01", {refused("A.1.2")}), Word::conflict)};
    whole.trust.attestations[0].superseded_by = whole.trust.attestations[1].digest;
    whole.trust.attestations[1].supersedes = {whole.trust.attestations[0].digest};
    CHECK(references(for_readers(whole, Audience::gfp)).empty());
    CHECK(references(for_readers(whole, Audience::jury)).size() == 4);
}

TEST_CASE("opaque ids, salts and paths that name them leave with nobody") {
    Institute whole = all_decisions();
    whole.trust.incomplete = {{durand, "0paque", 5, 4}};
    whole.trust.unreadable = {{"attestations/0paque/x.json", "rule-1", ""}};
    whole.trust.foreign_supersedes = {{"attestations/0paque/y.json", "", ""}};
    for (const Audience audience : {Audience::gfp, Audience::trainers, Audience::jury, Audience::public_}) {
        const Institute left = for_readers(whole, audience, Decisions::open);
        for (const Trainee& one : left.trainees) CHECK((one.id + one.salt).empty());
        for (const AttestationRecord& one : left.trust.attestations) CHECK((one.trainee_id + one.path).empty());
        const bool judges = audience == Audience::trainers || audience == Audience::jury;
        CHECK(left.trust.incomplete.size() == (judges ? 1 : 0));
        CHECK(left.trust.unreadable.size() == (judges ? 1 : 0));
        CHECK(left.trust.foreign_supersedes.size() == (judges ? 1 : 0));
        for (const auto& one : left.trust.incomplete) CHECK(one.trainee_id == "");
        for (const auto& one : left.trust.unreadable) CHECK(one.path == "x.json");
    }
}

TEST_CASE("what is signed about sessions and contributions is there where they are") {
    Institute whole = all_decisions();
    Training training;
    training.gfp = GfpId{"math1"};
    training.slug = "ent";
    whole.trainings = {training};
    AttestationRecord session = record("a1", "leroy", "", {attested("A.1.1")});
    session.about = AboutKind::training;
    session.training = "ent";
    AttestationRecord gone = session;
    gone.training = "other";
    AttestationRecord given = record("a2", "leroy", "", {attested("A.1.1")});
    given.about = AboutKind::contributions;
    given.contributions = {{whole.activities[0].path, std::nullopt}, {SourcePath{"gfp/math1/questions/gone.md"}, 0}};
    AttestationRecord hidden = given;
    hidden.contributions.push_back({whole.activities[3].path, std::nullopt}); // a private activity
    whole.trust.attestations = {session, gone, given, hidden};
    const Institute left = for_readers(whole, Audience::gfp);
    REQUIRE(left.trust.attestations.size() == 2);
    CHECK(left.trust.attestations[0].about == AboutKind::contributions);
    CHECK(left.trust.attestations[0].contributions.size() == 2);
    CHECK(left.trust.attestations[1].training == "ent");
    CHECK(for_readers(whole, Audience::public_).trust.attestations.empty());
}

TEST_CASE("a reference that is somebody else's today shows nothing of what was signed about it") {
    Institute whole = all_decisions();
    whole.activities[0].owner = martin;
    CHECK(references(for_readers(whole, Audience::jury)) == Names{"D-02", "D-03"});
}

TEST_CASE("a question put to one trainer is for trainers and for who asked; so is what was attested about it") {
    Institute whole = all_decisions();
    const PersonKey asker{durand.gfp, durand.trainee, {}};
    for (const bool to_one : {false, true}) {
        Question question;
        question.path = SourcePath{to_one ? "gfp/math1/questions/seule.md" : "gfp/math1/questions/forum.md"};
        question.gfp = durand.gfp;
        question.by = asker;
        if (to_one) question.to = TrainerId{"leroy"};
        whole.questions.push_back(std::move(question));
    }
    AttestationRecord given = record("e1", "leroy", "", {attested("A.1.1")});
    given.about = AboutKind::contributions;
    given.contributions = {{whole.questions[1].path, 1, "aa"}};
    whole.trust.attestations.push_back(given);
    const auto has = [](const Institute& institute) { return institute.questions.size() == 2; };
    const auto tells = [](const Institute& institute) {
        for (const AttestationRecord& one : institute.trust.attestations)
            if (one.about == AboutKind::contributions) return true;
        return false;
    };
    CHECK(has(for_readers(whole, Audience::trainers)));
    CHECK(tells(for_readers(whole, Audience::trainers)));
    CHECK(has(seen_by(whole, durand)));
    for (const Institute& others : {for_readers(whole, Audience::gfp), for_readers(whole, Audience::gfp, Decisions::open),
                                    for_readers(whole, Audience::jury), seen_by(whole, {durand.gfp, TraineeId{"martin"}})}) {
        REQUIRE(others.questions.size() == 1);
        CHECK(others.questions[0].to.empty());
        CHECK_FALSE(tells(others));
    }
    CHECK(for_readers(whole, Audience::public_).questions.empty());
    CHECK(may_read(whole.questions[1], asker));
    CHECK_FALSE(may_read(whole.questions[1], {durand.gfp, TraineeId{"martin"}, {}}));
    CHECK(may_read(whole.questions[1], {{}, {}, TrainerId{"petit"}}));
}
