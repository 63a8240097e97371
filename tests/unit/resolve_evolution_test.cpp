#include "resolve/evolution.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

const FrameworkId essai{"essai"};

Institute institute() {
    Institute out;
    Framework framework;
    framework.id = essai;
    for (const char* code : {"A.1", "A.2", "B.1"}) {
        Competence one;
        one.code = code;
        framework.competences.push_back(one);
    }
    out.frameworks = {framework};
    out.configuration.framework = essai;
    Gfp gfp;
    gfp.id = {"math1"};
    out.gfps = {gfp};
    for (const char* folder : {"durand", "martin"}) {
        Trainee one;
        one.key = {gfp.id, {folder}};
        one.name = folder;
        out.trainees.push_back(one);
    }
    return out;
}

TraineeKey key(const char* folder) {
    return {{"math1"}, {folder}};
}

void declare(Institute& to, const char* owner, const char* reference, const char* day, std::vector<const char*> codes) {
    Activity one;
    one.owner = key(owner);
    one.reference = reference;
    one.framework = essai;
    one.dates = {*parse_date(day), *parse_date(day)};
    for (const char* code : codes) one.declarations.push_back({{essai, code}, ""});
    to.activities.push_back(one);
}

AttestationRecord& attest(Institute& to, const char* owner, const char* reference, std::vector<const char*> codes,
                          const char* not_after) {
    AttestationRecord one;
    one.trainee = key(owner);
    one.gfp = one.trainee.gfp;
    one.reference = reference;
    one.framework = essai;
    one.signed_at = "2004-01-01T00:00:00Z"; // says anything
    for (const char* code : codes) one.decisions.push_back({code, "", Outcome::attested, ""});
    if (*not_after != '\0')
        one.not_after = *parse_date(not_after);
    else
        one.word = Word::unsealed;
    to.trust.present = true;
    to.trust.attestations.push_back(one);
    return to.trust.attestations.back();
}

Evolution only(const Institute& of, const char* today = "2005-06-01") {
    const Portfolio portfolio = make_portfolio(of, Audience::gfp, midday(*parse_date(today)));
    const auto all = evolution_of(portfolio, portfolio.groups.front());
    REQUIRE(all.size() == 1);
    return all.front();
}

std::vector<int> declared(const std::vector<EvolutionPoint>& points) {
    std::vector<int> out;
    for (const EvolutionPoint& one : points) out.push_back(one.declared);
    return out;
}
std::vector<int> attested(const std::vector<EvolutionPoint>& points) {
    std::vector<int> out;
    for (const EvolutionPoint& one : points) out.push_back(one.attested);
    return out;
}

} // namespace

TEST_CASE("a competence counts once, from the month of its first declaration on, and months have no gap") {
    Institute all = institute();
    declare(all, "durand", "M-1", "2004-10-12", {"A.1", "A.2"});
    declare(all, "durand", "M-2", "2005-01-31", {"A.2", "B.1"});
    all.activities[1].declared = *parse_date("2005-02-01");
    declare(all, "martin", "M-3", "2004-12-01", {"A.1"});
    const Evolution evolution = only(all);
    CHECK(evolution.months.size() == 5);
    CHECK(evolution.months.front() == Month{std::chrono::year{2004}, std::chrono::October});
    CHECK(declared(evolution.trainees[0].points) == std::vector{2, 2, 2, 2, 3});
    CHECK(declared(evolution.trainees[1].points) == std::vector{0, 0, 1, 1, 1});
    CHECK(declared(evolution.whole) == std::vector{2, 2, 3, 3, 4});
}

TEST_CASE("attested counts from its checkpoint's month, whatever its signer dates it") {
    Institute all = institute();
    declare(all, "durand", "M-1", "2004-10-12", {"A.1", "A.2"});
    attest(all, "durand", "M-1", {"A.1"}, "2004-12-17");
    attest(all, "durand", "M-1", {"A.2"}, "2005-02-04").word = Word::revoked;
    const Evolution evolution = only(all);
    CHECK(attested(evolution.whole) == std::vector{0, 0, 1});
    CHECK(evolution.undated == 0);
}

TEST_CASE("what no checkpoint lists has no month and is counted apart") {
    Institute all = institute();
    declare(all, "durand", "M-1", "2004-10-12", {"A.1", "A.2"});
    attest(all, "durand", "M-1", {"A.1"}, "2004-11-17");
    attest(all, "durand", "M-1", {"A.1", "A.2"}, "");
    const Evolution evolution = only(all);
    CHECK(attested(evolution.whole) == std::vector{0, 1});
    CHECK(evolution.undated == 1); // A.2; A.1 has its month
}

TEST_CASE("a session attended attests without a declaration, so attested exceeds declared") {
    Institute all = institute();
    AttestationRecord& record = attest(all, "durand", "", {"A.1", "B.1"}, "2004-11-17");
    record.about = AboutKind::training;
    record.training = "ent";
    declare(all, "durand", "M-1", "2004-11-02", {"A.1"});
    const Evolution evolution = only(all);
    CHECK(declared(evolution.whole) == std::vector{1});
    CHECK(attested(evolution.whole) == std::vector{2});
}

TEST_CASE("positioned is unknown before the first positioning, then what the latest one says") {
    Institute all = institute();
    declare(all, "durand", "M-1", "2004-09-02", {"A.1"});
    for (const auto& [day, level] : {std::pair("2004-10-01", 1), std::pair("2004-12-01", 3)}) {
        Positioning one;
        one.owner = key("durand");
        one.framework = essai;
        one.date = *parse_date(day);
        one.levels = {{"A.1", 2}, {"A.2", level}};
        all.positionings.push_back(one);
    }
    const Evolution evolution = only(all);
    const auto& points = evolution.trainees[0].points;
    REQUIRE(points.size() == 4);
    CHECK(points[0].positioned == std::nullopt);
    CHECK(points[1].positioned == 1);
    CHECK(points[2].positioned == 1);
    CHECK(points[3].positioned == 2);
    CHECK(points[3].levels == std::array{0, 0, 1, 1});
    CHECK(evolution.positioned == std::vector{0, 1, 1, 1});
    CHECK(evolution.trainees[1].points[3].positioned == std::nullopt);
}

TEST_CASE("a date mistyped by a century does not make a thousand months") {
    Institute all = institute();
    declare(all, "durand", "M-1", "1904-10-12", {"A.1"});
    declare(all, "durand", "M-2", "2004-10-12", {"A.2"});
    const Evolution evolution = only(all);
    CHECK(evolution.months.size() == 60);
    CHECK(evolution.whole.front().declared == 1);
    CHECK(evolution.whole.back().declared == 2);
}

TEST_CASE("the public gets no curve over a part of somebody's work") {
    Institute all = institute();
    declare(all, "durand", "M-1", "2004-10-12", {"A.1"});
    const Portfolio portfolio = make_portfolio(all, Audience::public_, midday(*parse_date("2005-06-01")));
    CHECK(!shows_evolution(portfolio, portfolio.groups.front()));
}

TEST_CASE("a timeline is in the order of what is proven, and what is not comes last") {
    Institute all = institute();
    declare(all, "durand", "M-1", "2004-10-12", {"A.1"});
    declare(all, "durand", "M-2", "2005-03-12", {"A.2"});
    attest(all, "durand", "M-2", {"A.2"}, "");
    attest(all, "durand", "M-1", {"A.1"}, "2004-12-17");
    attest(all, "durand", "M-1", {"A.1"}, "2004-12-17").word = Word::bad_signature;
    const Portfolio portfolio = make_portfolio(all, Audience::gfp, midday(*parse_date("2005-06-01")));
    const Group& group = portfolio.groups.front();
    const auto events = timeline_of(portfolio, group, group.booklets.front());
    REQUIRE(events.size() == 4);
    CHECK(events[0].activity == &portfolio.institute->activities[0]);
    CHECK(events[1].kind == TimelineEvent::Kind::decision);
    CHECK(events[2].activity == &portfolio.institute->activities[1]);
    CHECK(events[3].kind == TimelineEvent::Kind::decision);
    CHECK(!events[3].day);
}
