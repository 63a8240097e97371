// What has changed since a session was frozen: the values that the terminal and pages show.
#include "build/session_diff.hpp"

#include "support/trust_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

Date day(std::string_view text) {
    return *parse_date(text);
}

constexpr std::string_view first_text = "Avant\n\nLa même ligne\n", second_text = "Après\n\nLa même ligne\n";

// Anne Durand and her only activity, as the repository has them today.
Institute institute() {
    Institute out;
    Trainee trainee;
    trainee.key = {GfpId{"math1"}, TraineeId{"durand"}};
    trainee.id = "t-durand";
    trainee.name = "Anne Durand";
    out.trainees.push_back(trainee);
    Activity one;
    one.path = SourcePath{"gfp/math1/trainees/durand/activities/suites.md"};
    one.owner = trainee.key;
    one.slug = "suites";
    one.reference = "MATH1-DURAND-01";
    one.title = "Suites";
    one.dates = {day("2004-11-08"), day("2004-11-08")};
    one.context = ContextId{"stage"};
    one.situation = Situation::classroom;
    one.framework = FrameworkId{"c2i2e"};
    one.declarations = {{{one.framework, "A.1.1"}, "mes mots"}, {{one.framework, "B.2.1"}, ""}};
    one.source = {20, std::string(64, 'a')};
    out.activities.push_back(one);
    return out;
}

FrozenActivity frozen_activity() {
    FrozenActivity out;
    ActivityManifest& it = out.manifest;
    it.trainee = "t-durand";
    it.reference = "MATH1-DURAND-01";
    it.title = "Suites";
    it.from = it.to = day("2004-11-08");
    it.context = "stage";
    it.situation = "classroom";
    it.body = {20, std::string(64, 'a')};
    out.declared = {{"c2i2e", {{"A.1.1", "mes mots"}, {"B.2.1", ""}}}};
    out.visibility = "gfp";
    return out;
}

SessionFreeze freeze() {
    SessionFreeze out;
    out.session = "juin";
    out.candidates.push_back({"t-durand", std::string(64, 'e'), FrozenCandidate::Kind::whole, {frozen_activity()}, {}});
    return out;
}

JudgedAttestation attestation(std::string name, Word word) {
    JudgedAttestation out;
    out.digest = std::move(name);
    out.path = "attestations/t-durand/" + out.digest + ".json";
    out.judgement.word = word;
    out.is_read = true;
    out.attestation.trainee = "t-durand";
    out.attestation.framework.id = "c2i2e";
    ActivityManifest about;
    about.reference = "MATH1-DURAND-01";
    out.attestation.about = about;
    out.attestation.decisions = {{"A.1.1", "", Outcome::attested, ""}};
    out.trainer_name = "Catherine Leroy";
    return out;
}

struct Given {
    SessionFreeze frozen = freeze();
    Institute today = institute();
    Judged now, then;

    std::vector<SessionChange> changes() const {
        const SessionTexts texts{[](const Digest&) { return std::string(first_text); },
                                 [](const SourcePath&) { return std::string(second_text); }};
        const auto all = session_changes(frozen, today, now, then, texts);
        REQUIRE(all.size() == 1);
        CHECK(all[0].trainee == "t-durand");
        return all[0].changes;
    }
    SessionChange only() const {
        const auto all = changes();
        REQUIRE(all.size() == 1);
        return all[0];
    }
    Activity& activity() { return today.activities[0]; }
};

} // namespace

TEST_CASE("nothing has changed since the freeze, and nothing is said") {
    Given it;
    it.now.attestations = it.then.attestations = {attestation("one", Word::valid)};
    CHECK(it.changes().empty());
}

TEST_CASE("what is not bound by a freeze is no change") {
    Given it;
    it.activity().with = {TraineeId{"martin"}};
    it.activity().same_as = "MATH1-MARTIN-02";
    it.activity().replies.push_back({"3f9c1a20", day("2005-06-01"), {}});
    CHECK(it.changes().empty());
}

TEST_CASE("each part of an edited activity is named, with what it was and what it is") {
    Given it;
    it.activity().title = "Suites numériques";
    it.activity().dates.to = day("2004-12-02");
    it.activity().context = ContextId{"gfp"};
    it.activity().situation = Situation::mixed;
    it.activity().phases = {Phase::analyse};
    it.activity().visibility = Visibility::public_;
    it.activity().source.sha256 = std::string(64, 'b');
    const SessionChange change = it.only();
    CHECK(change.kind == ChangeKind::activity_edited);
    CHECK(change.subject == "MATH1-DURAND-01");
    CHECK(change.title == "Suites");
    std::vector<std::string> said;
    for (const ChangeDetail& one : change.details)
        said.push_back(std::string(text_of(one.field)) + " " +
                       (one.field == ChangeDetail::Field::body ? "" : one.before + " > " + one.after));
    CHECK(said == std::vector<std::string>{"title Suites > Suites numériques", "date 2004-11-08 > 2004-11-08/2004-12-02",
                                           "context stage > gfp", "situation classroom > mixed", "phases  > analyse", "body ",
                                           "visibility gfp > public"});
    const auto& lines = change.details[5].lines;
    REQUIRE(lines.size() >= 2);
    CHECK(lines[0].kind != DifferenceLine::Kind::same);
}

TEST_CASE("files of an activity are told apart: added, taken away, changed") {
    Given it;
    it.frozen.candidates[0].activities[0].manifest.files = {{"a.pdf", {1, std::string(64, '1')}},
                                                            {"b.pdf", {1, std::string(64, '2')}}};
    it.activity().path = SourcePath{"gfp/math1/trainees/durand/activities/suites/index.md"};
    const auto file = [&](const char* name, char digit) {
        Attachment out;
        out.path = SourcePath{std::string("gfp/math1/trainees/durand/activities/suites/") + name};
        out.name = name;
        out.size = 1;
        out.source = {1, std::string(64, digit)};
        return out;
    };
    it.activity().attachments = {file("b.pdf", '3'), file("c.pdf", '4')};
    const SessionChange change = it.only();
    REQUIRE(change.details.size() == 3);
    CHECK((change.details[0].name == "a.pdf" && change.details[0].after.empty()));
    CHECK((change.details[1].name == "b.pdf" && !change.details[1].before.empty() && !change.details[1].after.empty()));
    CHECK((change.details[2].name == "c.pdf" && change.details[2].before.empty()));
}

TEST_CASE("an activity that is shown no more since the freeze says in which way") {
    const auto kind = [](auto change) {
        Given it;
        change(it);
        return text_of(it.only().kind);
    };
    CHECK(kind([](Given& it) { it.activity().status = Status::withdrawn; }) == "activity-withdrawn");
    CHECK(kind([](Given& it) { it.activity().status = Status::draft; }) == "activity-hidden");
    CHECK(kind([](Given& it) { it.activity().visibility = Visibility::private_; }) == "activity-hidden");
    CHECK(kind([](Given& it) { it.today.activities.clear(); }) == "activity-removed");
    CHECK(kind([](Given& it) { it.activity().owner.trainee = TraineeId{"martin"}; }) == "activity-removed");
}

TEST_CASE("an activity that was declared since the freeze is added, a draft is not") {
    Given it;
    it.frozen.candidates[0].activities.clear();
    const SessionChange change = it.only();
    CHECK(change.kind == ChangeKind::activity_added);
    REQUIRE(change.details.size() == 2);
    CHECK(change.details[1].name == "B.2.1");
    it.activity().status = Status::draft;
    CHECK(it.changes().empty());
}

TEST_CASE("competences declared since, no longer declared, and other words are three changes") {
    Given it;
    it.activity().declarations = {{{FrameworkId{"c2i2e"}, "A.1.1"}, "d’autres mots"}, {{FrameworkId{"c2i2e"}, "C.1"}, ""}};
    const auto all = it.changes();
    REQUIRE(all.size() == 3);
    CHECK((all[0].kind == ChangeKind::claim_edited && all[0].before == "mes mots" && all[0].after == "d’autres mots"));
    CHECK((all[1].kind == ChangeKind::competence_dropped && all[1].competence == "B.2.1"));
    CHECK((all[2].kind == ChangeKind::competence_declared && all[2].competence == "C.1"));
}

TEST_CASE("attestations: added, worth something else, missing; nobody's word is no news") {
    Given it;
    it.then.attestations = {attestation("old", Word::valid)};
    it.now.attestations = {attestation("forged", Word::unknown_key), attestation("new", Word::unsealed),
                           attestation("old", Word::revoked)};
    it.now.incomplete["t-durand"] = {3, 2, {}};
    const auto all = it.changes();
    REQUIRE(all.size() == 3);
    CHECK((all[0].kind == ChangeKind::attestations_missing && all[0].before == "3" && all[0].after == "2"));
    CHECK((all[1].kind == ChangeKind::attestation_added && all[1].digest == "new" && all[1].after == "unsealed"));
    CHECK((all[2].kind == ChangeKind::attestation_changed && all[2].before == "valid" && all[2].after == "revoked"));
    CHECK(all[2].trainer == "Catherine Leroy");
}

TEST_CASE("an erased candidate is said to be erased, and nothing else of her") {
    Given it;
    it.frozen.candidates[0].kind = FrozenCandidate::Kind::erased;
    it.frozen.candidates[0].activities.clear();
    it.now.attestations = {attestation("new", Word::erased)};
    CHECK(it.only().kind == ChangeKind::candidate_erased);
}

TEST_CASE("without what was frozen of her nothing is said of her activities, but of her attestations") {
    Given it;
    it.frozen.candidates[0].kind = FrozenCandidate::Kind::altered;
    it.frozen.candidates[0].activities.clear();
    it.now.attestations = {attestation("new", Word::valid)};
    const auto all = it.changes();
    REQUIRE(all.size() == 2);
    CHECK(all[0].kind == ChangeKind::state_lost);
    CHECK(all[1].kind == ChangeKind::attestation_added);
}
