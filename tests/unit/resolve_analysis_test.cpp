#include "resolve/analysis.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

const FrameworkId essai{"essai"};

struct World {
    Institute institute;

    World() {
        Framework framework;
        framework.id = essai;
        for (const char* code : {"A.1", "A.2", "B.1"}) {
            Competence one;
            one.code = code;
            one.domain = code[0] == 'A' ? 0 : 1;
            framework.competences.push_back(one);
        }
        framework.domains.resize(2);
        framework.domains[0].competences = {0, 1};
        framework.domains[1].competences = {2};
        institute.frameworks = {framework};
        institute.configuration.framework = essai;
        institute.configuration.contexts = {{{"gfp"}, {}}, {{"stage"}, {}}};
        institute.trust.present = true;
    }

    void people(const char* gfp, std::initializer_list<const char*> folders) {
        Gfp group;
        group.id = {gfp};
        institute.gfps.push_back(group);
        for (const char* folder : folders) {
            Trainee one;
            one.key = {{gfp}, {folder}};
            one.name = folder;
            institute.trainees.push_back(one);
        }
    }
    Activity& activity(const char* gfp, const char* owner, const char* reference, const char* context,
                       std::vector<const char*> codes) {
        Activity one;
        one.owner = {{gfp}, {owner}};
        one.reference = reference;
        one.framework = essai;
        one.context = {context};
        one.dates = {*parse_date("2004-11-10"), *parse_date("2004-11-10")};
        for (const char* code : codes) one.declarations.push_back({{essai, code}, ""});
        institute.activities.push_back(one);
        return institute.activities.back();
    }
    AttestationRecord& decide(const char* reference, const char* code, Outcome outcome, const char* not_after = "2004-12-10") {
        const Activity* about = institute.find_activity(reference);
        AttestationRecord one;
        one.trainee = about->owner;
        one.gfp = about->owner.gfp;
        one.reference = reference;
        one.framework = essai;
        one.trainer = {"leroy"};
        one.trainer_name = "Catherine Leroy";
        one.decisions = {{code, "", outcome, ""}};
        one.not_before = *parse_date("2004-11-15");
        if (*not_after != '\0')
            one.not_after = *parse_date(not_after);
        else
            one.word = Word::unsealed;
        institute.trust.attestations.push_back(one);
        return institute.trust.attestations.back();
    }
    Portfolio portfolio(Audience audience = Audience::trainers) const {
        return make_portfolio(institute, audience, midday(*parse_date("2005-04-01")));
    }
    Analysis of_all(Audience audience = Audience::trainers) const {
        const Portfolio all = portfolio(audience);
        std::vector<const Group*> groups;
        for (const Group& one : all.groups) groups.push_back(&one);
        return analysis_of(all, groups);
    }
};

} // namespace

TEST_CASE("an activity counts in its context for each competence that it declares, and once as an activity") {
    World world;
    world.people("math1", {"durand", "martin"});
    world.activity("math1", "durand", "M-1", "stage", {"A.1", "B.1"});
    world.activity("math1", "durand", "M-2", "stage", {"A.1"}).phases = {Phase::conception, Phase::evaluation};
    world.activity("math1", "martin", "M-3", "gfp", {"A.1"}).situation = Situation::classroom;
    const FrameworkAnalysis one = world.of_all().frameworks.at(0);
    CHECK(one.activities.number == 3);
    CHECK(one.activities.people.size() == 2);
    CHECK(one.contexts.cells[0][0].number == 1);
    CHECK(one.contexts.cells[0][1].number == 2);
    CHECK(one.contexts.cells[0][1].people.size() == 1);
    CHECK(one.contexts.cells[2][1].number == 1);
    CHECK(one.contexts.activities[1].number == 2);
    CHECK(one.phases.cells[0][0].number == 1);
    CHECK(one.phases.cells[0][3].number == 1);
    CHECK(one.phases.cells[0][4].number == 2); // says none
    CHECK(one.situations.cells[0][0].number == 2);
    CHECK(one.situations.cells[0][1].number == 1);
    CHECK(one.contexts.domains[0][1].number == 2); // of domain A, whichever of its competences
    CHECK(one.contexts.without[1][1].number == 2); // of these, without A.2
    CHECK(one.contexts.without[0][1].number == 0);
    CHECK(one.contexts.domains[1][0].number == 0);
    CHECK(one.rows[0].declared.number == 3);
    CHECK(one.rows[0].trainees.number == 2);
    CHECK(one.rows[1].trainees.number == 0); // nobody
}

TEST_CASE("pairs say how often two competences come together, and one without the other") {
    World world;
    world.people("math1", {"durand", "martin"});
    world.activity("math1", "durand", "M-1", "stage", {"B.1", "A.1"}); // whatever order they are written in
    world.activity("math1", "durand", "M-2", "stage", {"A.1", "B.1"});
    world.activity("math1", "martin", "M-3", "stage", {"A.1", "A.2"});
    const FrameworkAnalysis one = world.of_all().frameworks.at(0);
    REQUIRE(one.pairs.size() == 2);
    CHECK(one.pairs[0].one == 0);
    CHECK(one.pairs[0].other == 2);
    CHECK(one.pairs[0].both.number == 2);
    CHECK(one.pairs[0].only_one.number == 1);
    CHECK(one.pairs[0].only_other.number == 0);
    CHECK(one.pairs[1].both.number == 1);
}

TEST_CASE("refusals, delays and load are for those who see all decisions") {
    World world;
    world.people("math1", {"durand", "martin"});
    world.activity("math1", "durand", "M-1", "stage", {"A.1", "A.2"});
    world.activity("math1", "martin", "M-2", "stage", {"A.1", "B.1"});
    world.decide("M-1", "A.1", Outcome::not_attested);
    world.decide("M-1", "A.2", Outcome::more_information, "2005-02-01");
    world.decide("M-2", "A.1", Outcome::attested, "");
    const Analysis trainers = world.of_all();
    CHECK(trainers.frameworks[0].rows[0].refused.number == 1);
    CHECK(trainers.frameworks[0].rows[0].granted.number == 1);
    CHECK(trainers.frameworks[0].rows[1].asked.number == 1);
    CHECK(trainers.delays.decided.number == 2);
    CHECK(trainers.delays.undated.number == 1);
    CHECK(trainers.delays.waiting.number == 1); // B.1
    CHECK(trainers.delays.median_at_most == 83);
    CHECK(trainers.delays.at_least[0].number == 2); // the 15th is five days after the 10th
    CHECK(trainers.delays.at_most[2].number == 1);  // 30 days
    CHECK(trainers.delays.at_most[3].number == 1);  // 83
    REQUIRE(trainers.loads.size() == 1);
    CHECK(trainers.loads[0].decisions == 3);
    CHECK(trainers.loads[0].activities == 2);
    CHECK(trainers.loads[0].trainees.size() == 2);
    for (const Audience audience : {Audience::gfp, Audience::public_}) {
        const Analysis others = world.of_all(audience);
        CHECK(others.frameworks[0].rows[0].refused.number == 0);
        CHECK(others.frameworks[0].rows[1].asked.number == 0);
        CHECK(others.delays.decided.number + others.delays.waiting.number + others.delays.undated.number == 0);
        CHECK(others.loads.empty());
    }
    world.institute.configuration.decisions = Decisions::open;
    CHECK(world.of_all(Audience::gfp).loads.size() == 1);
    CHECK(world.of_all(Audience::public_).loads.empty());
    CHECK(!tells_loads_above(world.portfolio(Audience::gfp))); // of other groups' trainers: not to members
    CHECK(tells_loads_above(world.portfolio(Audience::jury)));
}

TEST_CASE("what somebody says of herself is compared from the first to the last time, not with what others say") {
    World world;
    world.people("math1", {"durand", "martin"});
    world.activity("math1", "durand", "M-1", "stage", {"A.1"});
    const auto position = [&](const char* who, const char* day, int level) {
        Positioning one;
        one.owner = {{"math1"}, {who}};
        one.framework = essai;
        one.date = *parse_date(day);
        one.levels = {{"A.1", level}};
        one.needs = {"B.1"};
        world.institute.positionings.push_back(one);
    };
    position("durand", "2004-10-01", 2);
    position("durand", "2004-12-01", 0);
    position("durand", "2005-03-01", 3);
    position("martin", "2004-10-01", 1); // once: nothing to compare
    const FrameworkAnalysis one = world.of_all().frameworks.at(0);
    CHECK(one.rows[0].higher.number == 1);
    CHECK(one.rows[0].moved().number == 1);
    CHECK(one.rows[0].levels[0].number == 2);
    CHECK(one.rows[0].levels[1].number == 3);
    CHECK(one.rows[2].needs.number == 2);
}

TEST_CASE("fewer than three people have no analysis, nor has an institute of one group") {
    World world;
    world.people("math1", {"durand", "martin", "roux"});
    world.people("pe1", {"olivier", "pascal"});
    world.activity("math1", "durand", "M-1", "stage", {"A.1"});
    CHECK(shows_analysis(world.portfolio().groups[0]));
    CHECK(!shows_analysis(world.portfolio()));
    world.activity("pe1", "pascal", "P-1", "stage", {"A.1"});
    CHECK(!shows_analysis(world.portfolio().groups[1]));
    CHECK(shows_analysis(world.portfolio()));
}
