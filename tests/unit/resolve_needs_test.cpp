#include "resolve/needs.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

Framework framework() {
    Framework out;
    out.id = FrameworkId{"essai"};
    for (const char* code : {"A.1", "A.2", "B.1"}) {
        Competence one;
        one.code = code;
        out.competences.push_back(one);
    }
    return out;
}

Trainee trainee(const char* folder) {
    Trainee out;
    out.key = {GfpId{"math1"}, TraineeId{folder}};
    out.name = folder;
    return out;
}

Positioning positioning(const char* folder, const char* date, std::vector<std::string> needs) {
    Positioning out;
    out.owner = {GfpId{"math1"}, TraineeId{folder}};
    out.framework = FrameworkId{"essai"};
    out.date = *parse_date(date);
    out.needs = std::move(needs);
    return out;
}

Training session(const char* date, TrainingStatus status, const char* need) {
    Training out;
    out.gfp = GfpId{"math1"};
    out.slug = date;
    out.date = *parse_date(date);
    out.framework = FrameworkId{"essai"};
    out.status = status;
    out.answers_needs = {need};
    return out;
}

} // namespace

TEST_CASE("needs are those of the latest positioning, and a session to come answers them") {
    const Framework essai = framework();
    const Trainee durand = trainee("durand"), martin = trainee("martin");
    Positioning early = positioning("durand", "2004-10-01", {"A.1", "A.2"}), late = positioning("durand", "2005-01-10", {"A.2"});
    late.levels = {{"A.2", 1}};
    late.remarks = {{"A.2", "peu clair"}};
    early.remarks = {{"A.2", "obscur"}};
    const Positioning other = positioning("martin", "2004-10-01", {"A.2", "B.1"});
    const Training cancelled = session("2005-03-01", TrainingStatus::cancelled, "A.2");
    const Training missed =
        session("2005-01-05", TrainingStatus::planned, "A.2"); // its day has passed, and nobody says it was held
    const Training held = session("2004-12-01", TrainingStatus::held, "A.2");
    const Training to_come = session("2005-03-02", TrainingStatus::planned, "B.1");

    Institute institute;
    Portfolio portfolio;
    portfolio.institute = &institute;
    portfolio.frameworks = {&essai};
    portfolio.now = *parse_moment("2005-02-01T12:00:00Z");
    Group group;
    Booklet first, second;
    first.trainee = &durand;
    first.positionings = {&early, &late};
    second.trainee = &martin;
    second.positionings = {&other};
    group.booklets = {first, second};
    group.trainings = {&held, &missed, &cancelled, &to_come};

    const auto needs = needs_of(portfolio, group);
    REQUIRE(needs.size() == 1);
    CHECK(needs[0].positioned == 2);
    REQUIRE(needs[0].rows.size() == 3);
    const CompetenceNeeds &a1 = needs[0].rows[0], &a2 = needs[0].rows[1], &b1 = needs[0].rows[2];
    CHECK(a1.needed_by.empty());
    CHECK(!a1.unanswered());
    CHECK(a2.needed_by.size() == 2);
    CHECK(a2.unanswered());
    CHECK(a2.held == std::vector<const Training*>{&held});
    CHECK(a2.levels == std::array<int, 4>{0, 1, 0, 0});
    CHECK(b1.needed_by.size() == 1);
    CHECK(!b1.unanswered());
    REQUIRE(needs[0].remarks.size() == 2); // each of them, also of an earlier positioning: the framework is what is tested
    CHECK(needs[0].remarks[0].text == "obscur");
    CHECK(needs[0].remarks[1].text == "peu clair");

    group.booklets[0].positionings.clear();
    group.booklets[1].positionings.clear();
    CHECK(needs_of(portfolio, group).empty());
}
