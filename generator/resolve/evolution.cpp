#include "resolve/evolution.hpp"

#include "resolve/needs.hpp"
#include "resolve/participants.hpp"

#include <algorithm>
#include <tuple>

namespace livret {

namespace {

// More than any training lasts: a date that somebody mistyped by a century must not make a page of a thousand months. What
// lies before counts in the first.
constexpr int most_months = 60;

Month month_of(Date date) {
    return {date.year(), date.month()};
}

Date declared_on(const Activity& activity, Date today) {
    return std::min(activity.declared.value_or(activity.dates.to), today);
}

// The day from which on each competence of a framework was declared, or attested.
using Since = std::map<std::string, Date>;

void note(Since& since, const std::string& code, Date day) {
    const auto [found, is_new] = since.try_emplace(code, day);
    if (!is_new) found->second = std::min(found->second, day);
}

Since declared_since(const Booklet& booklet, const Framework& framework, Date today) {
    Since out;
    for (const auto& [key, activities] : booklet.declared)
        if (key.framework == framework.id)
            for (const Activity* one : activities)
                if (one->status == Status::declared) note(out, key.code, declared_on(*one, today));
    return out;
}

struct Attested {
    Since since;
    std::set<std::string> undated;
};

Attested attested_since(const TraineeStandings& standings, const Framework& framework) {
    Attested out;
    for (const auto& [key, subjects] : standings) {
        if (key.framework != framework.id || framework.find(key.code) == nullptr) continue;
        for (const auto& [subject, standing] : subjects) {
            if (!counts(standing.state)) continue;
            for (const Decided& one : standing.speaking)
                if (one.decision->outcome == Outcome::attested) {
                    if (one.record->not_after)
                        note(out.since, key.code, *one.record->not_after);
                    else
                        out.undated.insert(key.code);
                }
        }
    }
    std::erase_if(out.undated, [&](const std::string& code) { return out.since.contains(code); });
    return out;
}

// One trainee's facts in one framework.
struct Facts {
    const Booklet* booklet = nullptr;
    Since declared;
    Attested attested;
    std::vector<const Positioning*> positionings; // by date
};

Facts facts_of(const Portfolio& portfolio, const Booklet& booklet, const Framework& framework) {
    const Date today = portfolio.now.local_date();
    Facts out{&booklet,
              declared_since(booklet, framework, today),
              attested_since(portfolio.standings_of(booklet.trainee->key), framework),
              {}};
    for (const Positioning* one : booklet.positionings)
        if (one->framework == framework.id && one->date <= today) out.positionings.push_back(one);
    return out;
}

std::vector<Month> months_of(const std::vector<Facts>& all) {
    std::optional<Date> first, last;
    const auto reach = [&](Date day) {
        first = std::min(first.value_or(day), day);
        last = std::max(last.value_or(day), day);
    };
    for (const Facts& one : all) {
        for (const auto& [code, day] : one.declared) reach(day);
        for (const auto& [code, day] : one.attested.since) reach(day);
        for (const Positioning* each : one.positionings) reach(each->date);
    }
    std::vector<Month> out;
    if (!first) return out;
    const Month end = month_of(*last);
    Month month = std::max(month_of(*first), end - std::chrono::months(most_months - 1));
    for (; month <= end; month += std::chrono::months(1)) out.push_back(month);
    return out;
}

EvolutionPoint point_at(const Facts& facts, Month month) {
    EvolutionPoint out;
    const auto by_then = [&](const Since& since) {
        return static_cast<int>(
            std::count_if(since.begin(), since.end(), [&](const auto& one) { return month_of(one.second) <= month; }));
    };
    out.declared = by_then(facts.declared);
    out.attested = by_then(facts.attested.since);
    const Positioning* latest = nullptr;
    for (const Positioning* one : facts.positionings)
        if (month_of(one->date) <= month) latest = one;
    if (latest == nullptr) return out;
    out.positioned = 0;
    for (const Positioning::Level& one : latest->levels) {
        ++out.levels.at(static_cast<std::size_t>(one.level));
        if (one.level >= own_level) ++*out.positioned;
    }
    return out;
}

void add(EvolutionPoint& sum, const EvolutionPoint& one) {
    sum.declared += one.declared;
    sum.attested += one.attested;
    if (one.positioned) sum.positioned = sum.positioned.value_or(0) + *one.positioned;
    for (std::size_t i = 0; i < sum.levels.size(); ++i) sum.levels[i] += one.levels[i];
}

// `all`: of everybody; those without a fact have their line all the same, on the months of the others.
Evolution evolution(const Framework& framework, const std::vector<Facts>& all) {
    Evolution out;
    out.framework = &framework;
    out.months = months_of(all);
    out.whole.resize(out.months.size());
    out.positioned.resize(out.months.size());
    for (const Facts& facts : all) {
        TraineeEvolution own{facts.booklet, {}, static_cast<int>(facts.attested.undated.size())};
        out.undated += own.undated;
        for (std::size_t i = 0; i < out.months.size(); ++i) {
            own.points.push_back(point_at(facts, out.months[i]));
            add(out.whole[i], own.points.back());
            if (own.points.back().positioned) ++out.positioned[i];
        }
        out.trainees.push_back(std::move(own));
    }
    return out;
}

std::vector<Evolution> evolutions(const Portfolio& portfolio, const std::vector<const Booklet*>& booklets) {
    std::vector<Evolution> out;
    for (const Framework* framework : portfolio.frameworks) {
        std::vector<Facts> all;
        for (const Booklet* one : booklets) all.push_back(facts_of(portfolio, *one, *framework));
        Evolution one = evolution(*framework, all);
        if (!one.months.empty()) out.push_back(std::move(one));
    }
    return out;
}

std::vector<const Booklet*> booklets_of(const Group& group) {
    std::vector<const Booklet*> out;
    for (const Booklet& one : group.booklets) out.push_back(&one);
    return out;
}

std::vector<const Framework*> evolved(const Portfolio& portfolio, const std::vector<const Booklet*>& booklets) {
    std::vector<const Framework*> out;
    for (const Framework* framework : portfolio.frameworks)
        if (std::any_of(booklets.begin(), booklets.end(),
                        [&](const Booklet* one) { return !months_of({facts_of(portfolio, *one, *framework)}).empty(); }))
            out.push_back(framework);
    return out;
}

} // namespace

std::vector<const Framework*> evolved_frameworks(const Portfolio& portfolio, const Group& group) {
    return evolved(portfolio, booklets_of(group));
}

std::vector<const Framework*> evolved_frameworks(const Portfolio& portfolio, const Booklet& booklet) {
    return evolved(portfolio, {&booklet});
}

std::vector<Evolution> evolution_of(const Portfolio& portfolio, const Group& group) {
    return evolutions(portfolio, booklets_of(group));
}

std::vector<Evolution> evolution_of(const Portfolio& portfolio, const Booklet& booklet) {
    return evolutions(portfolio, {&booklet});
}

bool shows_evolution(const Portfolio& portfolio, const Group& group) {
    if (portfolio.audience == Audience::public_) return false;
    return std::any_of(group.booklets.begin(), group.booklets.end(), [&](const Booklet& one) {
        return !one.declared.empty() || !one.positionings.empty() || !portfolio.standings_of(one.trainee->key).empty();
    });
}

std::vector<TimelineEvent> timeline_of(const Portfolio& portfolio, const Group& group, const Booklet& booklet) {
    using Kind = TimelineEvent::Kind;
    const Date today = portfolio.now.local_date();
    const TraineeKey& who = booklet.trainee->key;
    std::vector<TimelineEvent> out;
    for (const Activity* one : booklet.activities)
        if (one->status == Status::declared) out.push_back({declared_on(*one, today), Kind::activity, one, {}, {}, {}});
    for (const Training* one : group.trainings)
        if (one->status == TrainingStatus::held && takes_part(*one, who))
            out.push_back({one->date, Kind::session, {}, one, {}, {}});
    for (const Positioning* one : booklet.positionings) out.push_back({one->date, Kind::positioning, {}, {}, one, {}});
    for (const AttestationRecord& one : portfolio.institute->trust.attestations)
        if (one.trainee == who && one.counts()) out.push_back({one.not_after, Kind::decision, {}, {}, {}, &one});
    std::stable_sort(out.begin(), out.end(), [](const TimelineEvent& a, const TimelineEvent& b) {
        return std::tuple(!a.day, a.day, a.kind) < std::tuple(!b.day, b.day, b.kind);
    });
    return out;
}

} // namespace livret
