// Which signed decisions counted and why, the ways crosswalks offer, and what a trainee of 2004 would be worth later.
#include "base/text.hpp"
#include "disk/disk.hpp"
#include "load/repository.hpp"
#include "render/theme_texts.hpp"
#include "resolve/counted.hpp"
#include "resolve/outlook.hpp"
#include "resolve/rule_words.hpp"
#include "view/counted_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include <fmt/format.h>

using namespace livret;

namespace {

const std::vector<Framework>& frameworks() {
    static const Institute institute = [] {
        const auto disk = open_real_disk(LIVRET_SOURCE_DIR "/content");
        Sink sink;
        return load_repository(*disk, take_snapshot(*disk, SourcePath{"site"}, sink), {}, sink);
    }();
    return institute.frameworks;
}

const Framework& framework(const char* id) {
    return *std::find_if(frameworks().begin(), frameworks().end(), [&](const Framework& one) { return one.id.value == id; });
}

const Texts& words(Language language) {
    static const ThemeTexts both = [] {
        ThemeTexts out;
        Sink sink;
        const auto disk = open_real_disk(LIVRET_SOURCE_DIR "/themes/program/words");
        add_texts(out, Language::fr, SourcePath{"fr"}, disk->read("fr.json"), sink);
        add_texts(out, Language::en, SourcePath{"en"}, disk->read("en.json"), sink);
        return out;
    }();
    static const Texts fr = both.texts(Language::fr), en = both.texts(Language::en);
    return language == Language::fr ? fr : en;
}

const TraineeKey durand{GfpId{"math1"}, TraineeId{"durand"}};

AttestationRecord record(const char* framework, std::vector<SignedDecision> decisions, Word word = Word::valid) {
    AttestationRecord out;
    out.digest = "d1", out.trainee = durand, out.trainer = TrainerId{"leroy"}, out.reference = "R-1";
    out.framework = FrameworkId{framework}, out.decisions = std::move(decisions), out.word = word;
    return out;
}

SignedDecision decided(const char* code, Outcome outcome = Outcome::attested) {
    return {code, "", outcome, ""};
}

// "A.1.1 < A.1.1 counted" for each line: what it counts for, what was signed, and its use.
std::vector<std::string> lines(const std::vector<Considered>& all) {
    std::vector<std::string> out;
    for (const Considered& one : all)
        out.push_back(fmt::format("{} < {} {}", one.code, one.decision->competence, text_of(one.use)));
    return out;
}

std::string seen(std::string text) {
    return replace_all(replace_all(std::move(text), "\u00A0", "~"), "\u202F", "_");
}

std::string why(const Considered& one, const char* target, Language language = Language::fr) {
    return seen(why_counted(one, framework(target), frameworks(), words(language)));
}

} // namespace

TEST_CASE("ways go through crosswalks, exact ones first, and say who vouches for each step") {
    const auto from = [](const char* code) {
        return ways_to(frameworks(), framework("c2i2e-2011"), {FrameworkId{"c2i2e-2004"}, code});
    };
    const auto exact = from("A.1.2");
    REQUIRE(exact.size() == 1);
    CHECK(exact.at("A.1.2").exactness == Exactness::exact);
    REQUIRE(exact.at("A.1.2").steps.size() == 2);
    CHECK(exact.at("A.1.2").steps[0].to == CompetenceKey{FrameworkId{"c2i2e-2005"}, "A.1.2"});
    CHECK(exact.at("A.1.2").steps[1].source == "proposition du projet");
    CHECK(from("A.1.1").at("A.1.1").exactness == Exactness::partial);
    CHECK(from("A.1.1").at("A.1.1").steps[0].exactness == Exactness::exact); // the second one is not
    CHECK(from("Z.9").empty());
    const auto own = ways_to(frameworks(), framework("c2i2e-2011"), {FrameworkId{"c2i2e-2011"}, "B.4.1"});
    CHECK(own.at("B.4.1").steps.empty());
}

TEST_CASE("every decision is told: what counted, what was carried by which line, and what did not count and why") {
    const std::vector<AttestationRecord> all{
        record("c2i2e-2011", {decided("A.1.1"), decided("A.1.3", Outcome::not_attested),
                              decided("A.1.4", Outcome::more_information), decided("A.1.5", Outcome::retracted)}),
        record("c2i2e-2004", {decided("A.1.1"), decided("A.1.2"), decided("A.2.1")}),
        record("c2i2e-2011", {decided("B.4.1")}, Word::revoked), record("c2i2e-2011", {decided("B.4.2")}, Word::unsealed),
        record("digcompedu", {decided("1.1")})};
    const auto told = considered(frameworks(), {framework("c2i2e-2011"), nullptr, {"A.2.1"}, Counting::certificate}, all, durand);
    CHECK(lines(told) == std::vector<std::string>{"A.1.1 < A.1.1 counted", "A.1.1 < A.1.1 partial", "A.1.2 < A.1.2 counted",
                                                  "A.1.3 < A.1.3 not-attested", "A.1.4 < A.1.4 more-information",
                                                  "A.1.5 < A.1.5 retracted", "A.2.1 < A.2.1 counted-in-part",
                                                  "B.4.1 < B.4.1 set-aside", "B.4.2 < B.4.2 unsealed", " < 1.1 no-way"});
    const char* expected[][2] = {
        {"compte", "counts"},
        {"ne compte pas d’elle-même~: la correspondance avec A.1.1 (C2i2e 2004) n’est que partielle",
         "does not count by itself: its correspondence with A.1.1 (C2i2e 2004) is only partial"},
        {"compte~: reportée de A.1.2 (C2i2e 2004) par une correspondance exacte (proposition du projet)",
         "counts: carried from A.1.2 (C2i2e 2004) by an exact correspondence (proposition du projet)"},
        {"ne compte pas~: décision «~non attestée~»", "does not count: the decision is “not attested”"},
        {"ne compte pas~: un complément est demandé", "does not count: more information is wanted"},
        {"ne compte plus~: la décision a été retirée", "counts no more: the decision was retracted"},
        {"compte~: reportée de A.2.1 (C2i2e 2004) par une correspondance partielle (proposition du projet), que l’institut a "
         "acceptée",
         "counts: carried from A.2.1 (C2i2e 2004) by a partial correspondence (proposition du projet) that the institute "
         "accepted"},
        {"ne compte pas~: attestation écartée (révoquée)", "does not count: attestation set aside (revoked)"},
        {"ne compte pas encore~: elle attend un point de contrôle", "does not count yet: it waits for a checkpoint"},
        {"ne compte pas~: aucune correspondance ne mène de 1.1 (DigCompEdu) à C2i2e 2011",
         "does not count: no correspondence leads from 1.1 (DigCompEdu) to C2i2e 2011"},
    };
    REQUIRE(told.size() == std::size(expected));
    for (std::size_t i = 0; i < told.size(); ++i) {
        CHECK(why(told[i], "c2i2e-2011") == expected[i][0]);
        CHECK(why(told[i], "c2i2e-2011", Language::en) == expected[i][1]);
    }
    CHECK(way_words(told[1], frameworks(), Language::fr) == "A.1.1 (C2i2e 2004) → A.1.1 (C2i2e 2005) ⇢ A.1.1 (C2i2e 2011)");
    CHECK(way_words(told[0], frameworks(), Language::fr).empty());
    CHECK(words(Language::fr).missing().empty());
}

TEST_CASE("what is unsealed counts for progress; another trainee's is not told") {
    std::vector<AttestationRecord> all{record("c2i2e-2011", {decided("B.4.2")}, Word::unsealed)};
    CHECK(considered(frameworks(), {framework("c2i2e-2011")}, all, durand)[0].counts());
    all[0].trainee.trainee = TraineeId{"martin"};
    CHECK(considered(frameworks(), {framework("c2i2e-2011")}, all, durand).empty());
}

TEST_CASE("a rule that wants two trainers, or two activities, says how many there are") {
    const Rule two{"r", {}, {AttestedBy{2}, InActivities{2}}};
    AttestationRecord first = record("c2i2e-2011", {decided("A.1.1"), decided("A.1.2"), decided("A.1.3")});
    AttestationRecord second = record("c2i2e-2011", {decided("A.1.1"), decided("A.1.2")});
    second.trainer = TrainerId{"martin"};
    AttestationRecord third = record("c2i2e-2011", {decided("A.1.1")});
    third.reference = "R-2";
    const std::vector<AttestationRecord> all{first, second, third};
    const auto told = considered(frameworks(), {framework("c2i2e-2011"), &two}, all, durand);
    REQUIRE(told.size() == 6);
    CHECK(told[0].counts());
    CHECK(why(told[3], "c2i2e-2011") == "ne compte pas encore~: activités où elle est attestée~: 1~; il en faut 2");
    CHECK(why(told[5], "c2i2e-2011") == "ne compte pas encore~: formateurs qui l’ont attestée~: 1~; il en faut 2");
    CHECK(why(told[5], "c2i2e-2011", Language::en) == "does not count yet: trainers who attested it: 1; 2 are needed");
}

TEST_CASE("a trainee of 2004 under the rules that came later: by exact lines, and if the institute accepted the others") {
    std::vector<Evidence> evidence;
    for (const Competence& one : framework("c2i2e-2004").competences)
        evidence.push_back({{FrameworkId{"c2i2e-2004"}, one.code}, "d", "leroy", "R-1", Situation::classroom});
    const auto under = [&](const char* id, const std::set<std::string>& accepted = {}) {
        return outlook_of(frameworks(), framework(id), framework(id).rules.front(), evidence, accepted);
    };
    const std::vector<Outlook> later{under("c2i2e-2005"), under("c2i2e-2011")};
    const auto short_line = [](const RuleState& state) { return seen(explain_briefly(state, Language::fr)); };
    CHECK(short_line(later[0].state) == "17 sur 27_; il manque 8 des 18 compétences exigées");
    CHECK(later[0].own == 0);
    CHECK(later[0].carried == later[0].state.counted);
    CHECK(later[0].by_partial.size() + later[0].state.counted == later[0].if_all_accepted.counted);
    CHECK(short_line(later[0].if_all_accepted) == "27 sur 27");
    CHECK(short_line(later[1].state) == "7 sur 28_; il en faut 23_; trop peu en A.2, A.3, B.2, B.3 et B.4");
    CHECK(short_line(later[1].if_all_accepted) == "26 sur 28");
    CHECK(seen(explain(later[1].gap, Language::fr)) == "encore au moins 16 compétences, dont 8 dans 5 domaines");

    // What the institute accepts moves from one side to the other.
    const Outlook accepting = under("c2i2e-2005", {"A.2.1"});
    CHECK(accepting.state.counted == later[0].state.counted + 1);
    CHECK(accepting.by_partial.size() + 1 == later[0].by_partial.size());
    // Nothing attested is an answer too: a jury reads it.
    evidence.clear();
    CHECK(under("c2i2e-2005").state.counted == 0);
    CHECK(under("c2i2e-2005").carried == 0);
}
