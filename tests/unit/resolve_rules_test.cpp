// Rules of certification: one test per kind of condition, then the rules of the C2i2e as they lie in content/.
#include "disk/disk.hpp"
#include "load/repository.hpp"
#include "resolve/rule_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace livret;

namespace {

// Two domains: A with A.1 to A.4, B with B.1 to B.3.
Framework small() {
    Framework out;
    out.id = FrameworkId{"essai"};
    for (const auto& [code, count] : {std::pair<std::string, int>("A", 4), {"B", 3}}) {
        Domain domain;
        domain.code = code;
        for (int i = 1; i <= count; ++i) {
            domain.competences.push_back(out.competences.size());
            Competence one;
            one.code = code + "." + std::to_string(i);
            one.domain = out.domains.size();
            out.competences.push_back(one);
        }
        out.domains.push_back(domain);
    }
    return out;
}

Evidence by(const std::string& code, const std::string& trainer = "leroy", const std::string& activity = "R-1",
            Situation situation = Situation::none, const std::string& framework = "essai") {
    return {{FrameworkId{framework}, code}, "d", trainer, activity, situation};
}

RuleState state_of(std::vector<RuleCondition> conditions, const std::vector<Evidence>& evidence) {
    static const Framework framework = small();
    return evaluate(framework, {"certificat", {}, std::move(conditions)}, carry({&framework, 1}, framework, evidence, {}));
}

std::string said(const RuleState& state, Language language = Language::fr) {
    // Comparisons are easier to read without no-break spaces.
    std::string out = explain(state, language);
    for (const char* space : {"\u00A0", "\u202F"})
        for (std::size_t at = 0; (at = out.find(space)) != std::string::npos;) out.replace(at, std::string(space).size(), " ");
    return out;
}

const Institute& example() {
    static const Institute institute = [] {
        const auto disk = open_real_disk(LIVRET_SOURCE_DIR "/content");
        Sink sink;
        return load_repository(*disk, take_snapshot(*disk, SourcePath{"site"}, sink), {}, sink);
    }();
    return institute;
}

// The framework's competences but for these, each attested once.
std::vector<Evidence> all_but(const Framework& framework, const std::vector<std::string>& missing,
                              Situation situation = Situation::none) {
    std::vector<Evidence> out;
    for (const Competence& one : framework.competences)
        if (std::count(missing.begin(), missing.end(), one.code) == 0)
            out.push_back(by(one.code, "leroy", "R-1", situation, framework.id.value));
    return out;
}

RuleState certificate_of(const char* id, const std::vector<Evidence>& evidence, const std::set<std::string>& accepted = {}) {
    const Framework& framework = *example().find_framework(FrameworkId{id});
    return evaluate(framework, framework.rules.front(), carry(example().frameworks, framework, evidence, accepted));
}

} // namespace

TEST_CASE("all competences, and all of those cited") {
    const std::vector<Evidence> some{by("A.1"), by("A.2"), by("A.3"), by("A.4"), by("B.1"), by("B.2")};
    CHECK(said(state_of({AllOf{}}, some)) ==
          "6 sur 7 ; toutes sont exigées\n"
          "condition non remplie : toutes les compétences du référentiel : 6 sur 7 ; il manque B.3");
    CHECK(state_of({AllOf{{"A.1", "B.2"}}}, some).met);
    const RuleState missing = state_of({AllOf{{"B.2", "B.3"}}}, some);
    CHECK_FALSE(missing.met);
    CHECK(said(missing) == "6 sur 7 ; il manque B.3\n"
                           "condition non remplie : compétences exigées : 1 sur 2 ; il manque B.3");
    CHECK(said(missing, Language::en) == "6 of 7; B.3 missing\n"
                                         "condition not met: required competences: 1 of 2; B.3 missing");
    CHECK_FALSE(state_of({AllOf{}}, {}).met);
}

TEST_CASE("at least so many, of all or of those cited") {
    const std::vector<Evidence> some{by("A.1"), by("A.1", "martin"), by("B.1")};
    CHECK(state_of({AtLeast{2, {}}}, some).met); // A.1 counts once
    const RuleState three = state_of({AtLeast{3, {}}}, some);
    CHECK_FALSE(three.met);
    CHECK(said(three) ==
          "2 sur 7 ; il en faut 3\n"
          "condition non remplie : au moins 3 compétences : 2 sur 7 ; il en manque 1 parmi A.2, A.3, A.4, B.2 et B.3");
    CHECK(said(state_of({AtLeast{2, {"A.2", "B.1", "B.2"}}}, some), Language::en) ==
          "2 of 7; 1 missing among A.2 and B.2\n"
          "condition not met: at least 2 competences among 3 to choose from: 1 of 3; 1 missing among A.2 and B.2");
}

TEST_CASE("at most so many missing in each domain") {
    CHECK(state_of({AtMostMissing{2}}, {by("A.1"), by("A.2"), by("B.1")}).met);
    const RuleState state = state_of({AtMostMissing{1}}, {by("A.1"), by("A.2"), by("A.3"), by("B.1")});
    CHECK(said(state) == "4 sur 7 ; il manque 1 en B\n"
                         "condition non remplie : au plus 1 compétence manquante dans chaque domaine ; il manque 1 en B, parmi "
                         "B.2 et B.3 (1 sur 3)");
    REQUIRE(state.conditions[0].short_domains.size() == 1);
    CHECK(state.conditions[0].short_domains[0].missing == std::vector<std::string>{"B.2", "B.3"});
    CHECK(state_of({AtMostMissing{9}}, {}).met); // more than any domain has
}

TEST_CASE("a percentage of each domain is rounded up") {
    CHECK(state_of({PercentPerDomain{50}}, {by("A.1"), by("A.2"), by("B.1"), by("B.2")}).met);
    const RuleState state = state_of({PercentPerDomain{50}}, {by("A.1"), by("A.2"), by("B.1")}); // 1 of 3 is not 50 %
    CHECK(
        said(state) ==
        "3 sur 7 ; il manque 1 en B\n"
        "condition non remplie : au moins 50 % des compétences de chaque domaine ; il manque 1 en B, parmi B.2 et B.3 (1 sur 3)");
    CHECK_FALSE(state_of({PercentPerDomain{1}}, {by("A.1")}).met);
}

TEST_CASE("a real situation counts from an attested activity only, once per activity, in that situation only") {
    const std::vector<RuleCondition> twice{InSituation{"classroom", 2}};
    CHECK(
        state_of(twice, {by("A.1", "leroy", "R-1", Situation::classroom), by("B.1", "leroy", "R-2", Situation::classroom)}).met);
    const RuleState once =
        state_of(twice, {by("A.1", "leroy", "R-1", Situation::classroom), by("B.1", "leroy", "R-1", Situation::classroom),
                         by("B.2", "leroy", "R-2", Situation::distance)});
    CHECK(said(once) == "3 sur 7 ; il manque 1 activité attestée menée en classe\n"
                        "condition non remplie : au moins 2 activités attestées menées en classe : 1 ; il en manque 1");
    CHECK_FALSE(
        state_of({InSituation{"classroom", 1}}, {by("A.1", "leroy", "", Situation::classroom)}).met); // a training session
}

TEST_CASE("by so many trainers, in so many activities: what does not count yet is as if it were not there") {
    const std::vector<Evidence> some{by("A.1"), by("A.1", "martin", "R-2"), by("A.2"), by("A.2", "leroy", "R-2")};
    const RuleState trainers = state_of({AtLeast{1, {}}, AttestedBy{2}}, some);
    CHECK(trainers.met);
    CHECK(trainers.counted == 1);
    CHECK(said(trainers) == "1 sur 7\ncondition remplie : au moins 1 compétence : 1 sur 7\n"
                            "condition remplie : seules comptent les compétences attestées par au moins 2 formateurs : 1 sur 2 "
                            "attestées ; pas encore A.2");
    CHECK(state_of({AtLeast{2, {}}, InActivities{2}}, some).met);
    CHECK_FALSE(state_of({AtLeast{2, {}}, InActivities{2}, AttestedBy{2}}, some).met);
    CHECK_FALSE(state_of({AttestedBy{1}}, {}).met);
    CHECK_FALSE(state_of({InActivities{2}}, {by("A.1"), by("A.1", "martin", "")}).met); // a training session is no activity
}

TEST_CASE("C2i2e 2005: the 18 named ones and five of the nine others") {
    const Framework& framework = *example().find_framework(FrameworkId{"c2i2e-2005"});
    CHECK(certificate_of("c2i2e-2005", all_but(framework, {})).met);
    std::vector<std::string> others;
    for (const Competence& one : framework.competences)
        if (!one.mandatory) others.push_back(one.code);
    REQUIRE(others.size() == 9);
    CHECK(certificate_of("c2i2e-2005", all_but(framework, {others.begin(), others.begin() + 4})).met);
    const RuleState four = certificate_of("c2i2e-2005", all_but(framework, {others.begin(), others.begin() + 5}));
    CHECK_FALSE(four.met);
    CHECK(four.conditions[0].met);
    CHECK(four.conditions[1].need - four.conditions[1].have == 1);
    const RuleState named = certificate_of("c2i2e-2005", all_but(framework, {"B.4.1"}));
    CHECK_FALSE(named.met);
    CHECK(said(named).starts_with("26 sur 27 ; il manque B.4.1\n"));
}

TEST_CASE("C2i2e 2011: 23 of 28, two missing at most in a domain, and once in a real class") {
    const Framework& framework = *example().find_framework(FrameworkId{"c2i2e-2011"});
    const Situation in_class = Situation::classroom;
    CHECK(certificate_of("c2i2e-2011", all_but(framework, {"A.1.1", "A.1.2", "B.4.1", "B.4.2", "B.1.1"}, in_class)).met);
    const RuleState domain = certificate_of("c2i2e-2011", all_but(framework, {"B.4.1", "B.4.2", "B.4.3"}, in_class));
    CHECK(said(domain).starts_with("25 sur 28 ; il manque 1 en B.4\n"));
    const RuleState count =
        certificate_of("c2i2e-2011", all_but(framework, {"A.1.1", "A.1.2", "A.2.1", "B.4.1", "B.4.2", "B.1.1"}, in_class));
    CHECK(said(count).starts_with("22 sur 28 ; il en faut 23\n"));
    const RuleState situation = certificate_of("c2i2e-2011", all_but(framework, {}, Situation::mixed));
    CHECK(said(situation).starts_with("28 sur 28 ; il manque 1 activité attestée menée en classe\n"));
}

TEST_CASE("C2i2e 2004 has no rule") {
    CHECK(example().find_framework(FrameworkId{"c2i2e-2004"})->rules.empty());
}

TEST_CASE("exact lines carry a competence along, from 2004 through 2005 to 2011; partial ones only where they are accepted") {
    const Framework& target = *example().find_framework(FrameworkId{"c2i2e-2011"});
    const auto carried = [&](const std::string& code, const std::set<std::string>& accepted) {
        std::vector<std::string> out;
        for (const CarriedEvidence& one :
             carry(example().frameworks, target, std::vector{by(code, "leroy", "R-1", Situation::none, "c2i2e-2004")}, accepted))
            out.push_back(one.code + (one.exactness == Exactness::exact ? " exact" : " partial"));
        return out;
    };
    CHECK(carried("A.1.2", {}) == std::vector<std::string>{"A.1.2 exact"});
    CHECK(carried("A.1.1", {}).empty()); // exact to 2005, partial from there
    CHECK(carried("A.1.1", {"A.1.1"}) == std::vector<std::string>{"A.1.1 partial"});
    CHECK(carried("A.1.1", {"A.1.2"}).empty());
    CHECK(carried("A.1.1", all_codes_of(target)) == std::vector<std::string>{"A.1.1 partial"});
    CHECK(carried("Z.9", all_codes_of(target)).empty());
}

TEST_CASE("crosswalks that go round in a circle end, and an exact way wins over a partial one") {
    Framework a = small(), b = small(), c = small();
    a.id = FrameworkId{"a"}, b.id = FrameworkId{"b"}, c.id = FrameworkId{"c"};
    a.crosswalks = {{FrameworkId{"b"}, "", {{"A.1", "A.1", true}, {"A.2", "A.2", false}}},
                    {FrameworkId{"c"}, "", {{"A.1", "B.1", false}}}};
    b.crosswalks = {{FrameworkId{"a"}, "", {{"A.1", "A.2", true}, {"A.2", "A.1", true}}},
                    {FrameworkId{"c"}, "", {{"A.1", "B.1", true}, {"A.2", "B.2", true}}}};
    const std::vector<Framework> all{a, b, c};
    const auto carried = carry(all, c, std::vector{by("A.1", "leroy", "R-1", Situation::none, "a")}, {});
    REQUIRE(carried.size() == 1);
    CHECK(carried[0].code == "B.1");
    CHECK(carried[0].exactness == Exactness::exact);
}

TEST_CASE("evidence is what was attested, of that trainee, by what counts for the purpose") {
    AttestationRecord one;
    one.digest = "d1";
    one.trainee = {GfpId{"math1"}, TraineeId{"durand"}};
    one.trainer = TrainerId{"leroy"};
    one.reference = "R-1";
    one.state->situation = Situation::classroom;
    one.framework = FrameworkId{"essai"};
    one.decisions = {
        {"A.1", "", Outcome::attested, ""}, {"A.2", "", Outcome::not_attested, ""}, {"A.3", "", Outcome::more_information, ""}};
    AttestationRecord unsealed = one, revoked = one, hers = one, training = one;
    unsealed.word = Word::unsealed;
    revoked.word = Word::revoked;
    hers.trainee.trainee = TraineeId{"martin"};
    training.about = AboutKind::training;
    const std::vector<AttestationRecord> all{one, unsealed, revoked, hers, training};
    const auto strict = evidence_of(all, one.trainee, Counting::certificate);
    REQUIRE(strict.size() == 2);
    CHECK(strict[0].competence == CompetenceKey{FrameworkId{"essai"}, "A.1"});
    CHECK(strict[0].situation == Situation::classroom);
    CHECK(strict[1].activity.empty());
    CHECK(strict[1].situation == Situation::none);
    CHECK(evidence_of(all, one.trainee, Counting::progress).size() == 3);
}
