// Whatever is declared, an analysis counts each declaration once: in one context, in one situation, and in its competence's row.
#include "property.hpp"
#include "resolve/analysis.hpp"
#include "resolve/evolution.hpp"

namespace livret::tests {

namespace {

const std::vector<std::string> codes{"A.1", "A.2", "B.1", "B.2"};

Institute any_institute() {
    Institute out;
    Framework framework;
    framework.id = FrameworkId{"f"};
    for (const std::string& code : codes) {
        Competence one;
        one.code = code;
        one.domain = code[0] == 'A' ? 0 : 1;
        framework.competences.push_back(one);
    }
    framework.domains.resize(2);
    framework.domains[0].competences = {0, 1};
    framework.domains[1].competences = {2, 3};
    out.frameworks = {framework};
    out.configuration.framework = framework.id;
    out.configuration.contexts = {{{"gfp"}, {}}, {{"stage"}, {}}, {{"memoire"}, {}}};
    for (const char* gfp : {"a", "b"}) {
        Gfp group;
        group.id = {gfp};
        out.gfps.push_back(group);
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
            Trainee one;
            one.key = {group.id, {std::to_string(i)}};
            one.name = "N " + one.key.trainee.value;
            out.trainees.push_back(one);
        }
    }
    const int activities = *rc::gen::inRange(0, 25);
    for (int i = 0; i < activities; ++i) {
        Activity one;
        one.owner = out.trainees[*rc::gen::inRange<std::size_t>(0, out.trainees.size())].key;
        one.reference = "R-" + std::to_string(i);
        one.framework = framework.id;
        one.context = out.configuration.contexts[*rc::gen::inRange<std::size_t>(0, 3)].id;
        one.situation = *rc::gen::element(Situation::none, Situation::classroom, Situation::distance, Situation::mixed);
        const Date day{std::chrono::year{2004}, std::chrono::month(static_cast<unsigned>(*rc::gen::inRange(1, 13))),
                       std::chrono::day{15}};
        one.dates = {day, day};
        for (const std::string& code : codes)
            if (*rc::gen::arbitrary<bool>()) one.declarations.push_back({{framework.id, code}, ""});
        out.activities.push_back(one);
    }
    std::stable_sort(out.activities.begin(), out.activities.end(),
                     [](const Activity& a, const Activity& b) { return a.owner < b.owner; });
    return out;
}

std::int64_t sum(const std::vector<Tally>& cells) {
    std::int64_t out = 0;
    for (const Tally& one : cells) out += one.number;
    return out;
}

bool parts_make_the_whole(const char* name) {
    return rc::check(name, [] {
        const Institute institute = any_institute();
        const Portfolio portfolio = make_portfolio(institute, Audience::trainers, midday(*parse_date("2005-01-01")));
        std::vector<const Group*> groups;
        for (const Group& one : portfolio.groups) groups.push_back(&one);
        std::int64_t declarations = 0;
        for (const Activity& one : institute.activities) declarations += static_cast<std::int64_t>(one.declarations.size());
        std::int64_t counted = 0;
        for (const FrameworkAnalysis& one : analysis_of(portfolio, groups).frameworks) {
            RC_ASSERT(sum(one.contexts.activities) == one.activities.number);
            RC_ASSERT(sum(one.situations.activities) == one.activities.number);
            for (std::size_t i = 0; i < one.rows.size(); ++i) {
                RC_ASSERT(sum(one.contexts.cells[i]) == one.rows[i].declared.number);
                RC_ASSERT(sum(one.situations.cells[i]) == one.rows[i].declared.number);
                RC_ASSERT(sum(one.phases.cells[i]) >= one.rows[i].declared.number);
                for (std::size_t column = 0; column < one.contexts.columns; ++column) // with and without it: its domain
                    RC_ASSERT(one.contexts.cells[i][column].number + one.contexts.without[i][column].number ==
                              one.contexts.domains[i / 2][column].number);
                RC_ASSERT(one.rows[i].declared.people.size() == one.rows[i].trainees.people.size());
                counted += one.rows[i].declared.number;
            }
            for (const Pair& pair : one.pairs) {
                RC_ASSERT(pair.both.number + pair.only_one.number == one.rows[pair.one].declared.number);
                RC_ASSERT(pair.both.number + pair.only_other.number == one.rows[pair.other].declared.number);
            }
        }
        RC_ASSERT(counted == declarations);
    });
}

bool groups_make_the_institute(const char* name) {
    return rc::check(name, [] {
        const Institute institute = any_institute();
        const Portfolio portfolio = make_portfolio(institute, Audience::trainers, midday(*parse_date("2005-01-01")));
        std::vector<const Group*> groups;
        for (const Group& one : portfolio.groups) groups.push_back(&one);
        for (const FrameworkAnalysis& whole : analysis_of(portfolio, groups).frameworks)
            for (std::size_t i = 0; i < whole.rows.size(); ++i) {
                std::int64_t parts = 0;
                for (const Group* one : groups)
                    for (const FrameworkAnalysis& part : analysis_of(portfolio, {one}).frameworks)
                        parts += part.rows[i].declared.number;
                RC_ASSERT(parts == whole.rows[i].declared.number);
            }
    });
}

bool a_curve_never_falls(const char* name) {
    return rc::check(name, [] {
        const Institute institute = any_institute();
        const Portfolio portfolio = make_portfolio(institute, Audience::gfp, midday(*parse_date("2005-01-01")));
        for (const Group& group : portfolio.groups)
            for (const Evolution& one : evolution_of(portfolio, group)) {
                for (std::size_t i = 0; i < one.months.size(); ++i) {
                    int declared = 0;
                    for (const TraineeEvolution& trainee : one.trainees) declared += trainee.points[i].declared;
                    RC_ASSERT(declared == one.whole[i].declared);
                    if (i > 0) RC_ASSERT(one.whole[i].declared >= one.whole[i - 1].declared);
                }
                std::size_t last = 0;
                for (const auto& [key, booklets] : group.declared_by) last += booklets.size();
                RC_ASSERT(one.whole.back().declared == static_cast<int>(last));
            }
    });
}

} // namespace

std::vector<Property> analysis_properties() {
    return {{"the parts of an analysis make its whole", parts_make_the_whole},
            {"groups make the institute", groups_make_the_institute},
            {"a curve never falls, is the sum of everybody's, and ends at what is declared", a_curve_never_falls}};
}

} // namespace livret::tests
