#include "resolve/rule_gap.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace livret {

namespace {

using Codes = std::set<std::size_t>; // places in the framework's competences

struct Demand {
    Codes codes; // that do not count yet
    std::size_t need = 0;
};

// More states than any rule of content/ makes, by far; with as many the search still ends at once.
constexpr std::size_t too_many_states = 20000;

std::size_t place_of(const Framework& framework, const std::string& code) {
    return static_cast<std::size_t>(framework.find(code) - framework.competences.data());
}

Codes places_of(const Framework& framework, const std::vector<std::string>& codes) {
    Codes out;
    for (const std::string& code : codes) out.insert(place_of(framework, code));
    return out;
}

// What conditions that are not met ask for: parts to show, and demands on the whole framework.
struct Asked {
    std::vector<RuleGap::Part> parts;
    std::vector<RuleGap::Activities> activities;
    std::size_t of_all = 0; // so many, whichever they are
    Codes pool;             // what does not count yet, where of_all is not 0
};

struct Ask {
    const Framework& framework;
    const ConditionState& state;
    Asked& out;

    std::size_t lack() const { return state.need - std::min(state.need, state.have); }

    void of_all(std::size_t need) {
        out.of_all = std::max(out.of_all, need);
        out.pool = places_of(framework, state.missing);
    }
    void part(RuleGap::Part::Kind kind, std::string domain, const std::vector<std::string>& codes, std::size_t need) {
        using Kind = RuleGap::Part::Kind;
        if (kind == Kind::some && need == codes.size()) kind = Kind::each;
        for (RuleGap::Part& one : out.parts)
            if (kind == Kind::domain && one.kind == kind && one.domain == domain) { // two conditions on each domain
                one.need = std::max(one.need, need);
                return;
            }
        out.parts.push_back({kind, std::move(domain), codes, need});
    }

    void operator()(const AllOf& rule) {
        if (rule.codes.empty())
            of_all(lack());
        else
            part(RuleGap::Part::Kind::each, "", state.missing, lack());
    }
    void operator()(const AtLeast& rule) {
        if (rule.codes.empty())
            of_all(lack());
        else
            part(RuleGap::Part::Kind::some, "", state.missing, lack());
    }
    void operator()(const AtMostMissing&) { domains(); }
    void operator()(const PercentPerDomain&) { domains(); }
    void operator()(const InSituation& rule) { out.activities.push_back({rule.kind, lack()}); }
    void operator()(const AttestedBy&) { some_count(); }
    void operator()(const InActivities&) { some_count(); }

    void domains() {
        for (const auto& one : state.short_domains)
            part(RuleGap::Part::Kind::domain, one.domain, one.missing, one.need - one.have);
    }
    // Not met: nothing counts at all.
    void some_count() {
        out.of_all = std::max<std::size_t>(out.of_all, 1);
        for (std::size_t i = 0; i < framework.competences.size(); ++i) out.pool.insert(i);
    }
};

// Takes what there is no choice about out of the demands: those that want all that is left to them.
Codes take_forced(std::vector<Demand>& demands) {
    Codes out;
    for (bool more = true; more;) {
        more = false;
        for (Demand& one : demands) {
            for (const std::size_t code : out)
                if (one.codes.erase(code) > 0 && one.need > 0) --one.need;
            if (one.need == 0 || one.need < one.codes.size()) continue;
            out.insert(one.codes.begin(), one.codes.end());
            more = true;
        }
    }
    std::erase_if(demands, [](const Demand& one) { return one.need == 0; });
    return out;
}

// Competences that the same demands ask for are interchangeable.
struct Class {
    std::vector<std::size_t> demands; // places
    std::vector<std::size_t> codes;
};

std::vector<Class> classes_of(const std::vector<Demand>& demands) {
    std::map<std::size_t, std::vector<std::size_t>> wanted_by;
    for (std::size_t i = 0; i < demands.size(); ++i)
        for (const std::size_t code : demands[i].codes) wanted_by[code].push_back(i);
    std::vector<Class> out; // by their first competence: a domain's stand together
    for (const auto& [code, by] : wanted_by) {
        const auto& its = by;
        const auto found = std::find_if(out.begin(), out.end(), [&](const Class& one) { return one.demands == its; });
        if (found != out.end())
            found->codes.push_back(code);
        else
            out.push_back({by, {code}});
    }
    return out;
}

// The fewest that answer all demands; nothing if there are too many possibilities. Class by class, keeping for each state of
// the demands the cheapest way to it; a demand that no later class answers must be answered by then.
std::optional<Codes> fewest(const std::vector<Demand>& demands) {
    struct Best {
        std::size_t cost = 0;
        std::vector<std::size_t> taken; // of each class
    };
    const std::vector<Class> classes = classes_of(demands);
    std::vector<std::size_t> start, last(demands.size(), 0);
    for (const Demand& one : demands) start.push_back(one.need);
    for (std::size_t c = 0; c < classes.size(); ++c)
        for (const std::size_t demand : classes[c].demands) last[demand] = c;

    std::map<std::vector<std::size_t>, Best> states{{start, {}}};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        std::map<std::vector<std::size_t>, Best> next;
        for (const auto& [left, best] : states)
            for (std::size_t take = 0; take <= classes[c].codes.size(); ++take) {
                std::vector<std::size_t> then = left;
                bool is_open = false, is_needed = take == 0;
                for (const std::size_t demand : classes[c].demands) {
                    is_needed = is_needed || then[demand] >= take;
                    then[demand] -= std::min(then[demand], take);
                    is_open = is_open || (last[demand] == c && then[demand] > 0);
                }
                if (!is_needed) break;
                if (is_open) continue;
                Best one = best;
                one.cost += take;
                one.taken.push_back(take);
                const auto [place, is_new] = next.emplace(std::move(then), one);
                if (!is_new && one.cost < place->second.cost) place->second = std::move(one);
            }
        if (next.size() > too_many_states) return std::nullopt;
        states = std::move(next);
    }
    Codes out;
    const Best& best = states.begin()->second; // all demands are answered: one state is left
    for (std::size_t c = 0; c < classes.size(); ++c)
        out.insert(classes[c].codes.begin(), classes[c].codes.begin() + static_cast<std::ptrdiff_t>(best.taken[c]));
    return out;
}

} // namespace

RuleGap gap_of(const Framework& framework, const RuleState& state) {
    Asked asked;
    for (const ConditionState& one : state.conditions)
        if (!one.met) std::visit(Ask{framework, one, asked}, one.condition);
    RuleGap out;
    out.parts = asked.parts;
    out.activities = std::move(asked.activities);

    std::vector<Demand> demands;
    for (const RuleGap::Part& one : asked.parts) {
        demands.push_back({places_of(framework, one.codes), one.need});
        out.can_be_met = out.can_be_met && one.need <= one.codes.size();
    }
    out.can_be_met = out.can_be_met && asked.of_all <= asked.pool.size();
    if (!out.can_be_met) return out;

    Codes chosen = take_forced(demands);
    if (const auto found = fewest(demands))
        chosen.insert(found->begin(), found->end());
    else {
        out.is_exact = false;
        std::size_t largest = 0; // one demand alone is not too much to ask
        for (const Demand& one : demands) largest = std::max(largest, one.need);
        out.competences = std::max(asked.of_all, chosen.size() + largest);
        return out;
    }
    for (auto next = asked.pool.begin(); chosen.size() < asked.of_all && next != asked.pool.end(); ++next) chosen.insert(*next);
    out.competences = chosen.size();
    for (const std::size_t place : chosen) out.one_way.push_back(framework.competences[place].code);
    return out;
}

} // namespace livret
