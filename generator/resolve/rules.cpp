#include "resolve/rules.hpp"

#include "model/situation.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace livret {

std::vector<Evidence> evidence_of(std::span<const AttestationRecord> attestations, const TraineeKey& trainee, Counting counting) {
    std::vector<Evidence> out;
    for (const AttestationRecord& one : attestations) {
        if (one.trainee != trainee) continue;
        if (!(counting == Counting::progress ? one.counts() : one.word == Word::valid)) continue;
        for (const SignedDecision& decision : one.decisions)
            if (decision.outcome == Outcome::attested)
                out.push_back({{one.framework, decision.competence},
                               one.digest,
                               one.trainer.value,
                               one.about == AboutKind::activity ? one.reference : "",
                               one.about == AboutKind::activity ? one.state->situation : Situation::none});
    }
    return out;
}

std::set<std::string> all_codes_of(const Framework& framework) {
    std::set<std::string> out;
    for (const Competence& one : framework.competences) out.insert(one.code);
    return out;
}

namespace {

std::size_t place_in(const Framework& framework, const std::string& code) {
    return static_cast<std::size_t>(framework.find(code) - framework.competences.data());
}

} // namespace

std::vector<CarriedEvidence> carry(std::span<const Framework> frameworks, const Framework& target,
                                   std::span<const Evidence> evidence, const std::set<std::string>& accepted) {
    std::vector<CarriedEvidence> out;
    std::map<CompetenceKey, std::map<std::string, Way>> known;
    for (const Evidence& one : evidence) {
        auto found = known.find(one.competence);
        if (found == known.end()) found = known.emplace(one.competence, ways_to(frameworks, target, one.competence)).first;
        for (const auto& [code, way] : found->second)
            if (way.exactness == Exactness::exact || accepted.contains(code)) out.push_back({code, way.exactness, one});
    }
    std::stable_sort(out.begin(), out.end(), [&](const CarriedEvidence& a, const CarriedEvidence& b) {
        return place_in(target, a.code) < place_in(target, b.code);
    });
    return out;
}

namespace {

// What counts, once the conditions on trainers and activities have had their say.
struct Counted {
    std::set<std::string> codes;
    std::map<Situation, std::set<std::string>> activities; // references

    bool has(const std::string& code) const { return codes.contains(code); }
};

struct Support {
    std::set<std::string> trainers, activities;
};

Counted count(const Rule& rule, std::span<const CarriedEvidence> evidence) {
    std::map<std::string, Support> support;
    Counted out;
    for (const CarriedEvidence& one : evidence) {
        Support& its = support[one.code];
        its.trainers.insert(one.evidence.trainer);
        if (one.evidence.activity.empty()) continue;
        its.activities.insert(one.evidence.activity);
        out.activities[one.evidence.situation].insert(one.evidence.activity);
    }
    for (const auto& [code, found] : support) {
        const Support& its = found; // Clang 14 captures no structured binding
        const bool counts = std::all_of(rule.conditions.begin(), rule.conditions.end(), [&](const RuleCondition& condition) {
            if (const auto* by = std::get_if<AttestedBy>(&condition))
                return its.trainers.size() >= static_cast<std::size_t>(by->trainers);
            if (const auto* in = std::get_if<InActivities>(&condition))
                return its.activities.size() >= static_cast<std::size_t>(in->activities);
            return true;
        });
        if (counts) out.codes.insert(code);
    }
    return out;
}

struct Evaluate {
    const Framework& framework;
    const Counted& counted;
    std::span<const CarriedEvidence> evidence;
    ConditionState state;

    // The framework's competences, or the cited ones, in the framework's order.
    void look_at(const std::vector<std::string>& codes) {
        for (const Competence& one : framework.competences) {
            if (!codes.empty() && std::count(codes.begin(), codes.end(), one.code) == 0) continue;
            ++state.of;
            if (counted.has(one.code))
                ++state.have;
            else
                state.missing.push_back(one.code);
        }
    }

    void operator()(const AllOf& rule) {
        look_at(rule.codes);
        state.need = state.of;
        state.met = state.have == state.of;
    }
    void operator()(const AtLeast& rule) {
        look_at(rule.codes);
        state.need = static_cast<std::size_t>(rule.count);
        state.met = state.have >= state.need;
    }
    void operator()(const AtMostMissing& rule) {
        each_domain([&](std::size_t of) { return of - std::min(of, static_cast<std::size_t>(rule.count)); });
    }
    void operator()(const PercentPerDomain& rule) {
        each_domain([&](std::size_t of) { return (of * static_cast<std::size_t>(rule.percent) + 99) / 100; });
    }
    void operator()(const InSituation& rule) {
        state.need = static_cast<std::size_t>(rule.count);
        for (const auto& [situation, activities] : counted.activities)
            if (text_of(situation) == rule.kind) state.have = activities.size();
        state.met = state.have >= state.need;
    }
    // What says when a competence counts asks for one that does: never met by nothing.
    void operator()(const AttestedBy&) { some_count(); }
    void operator()(const InActivities&) { some_count(); }

    void some_count() {
        std::set<std::string> attested;
        for (const CarriedEvidence& one : evidence) attested.insert(one.code);
        look_at({});
        std::erase_if(state.missing, [&](const std::string& code) { return !attested.contains(code); });
        state.of = attested.size();
        state.need = 1;
        state.met = state.have >= state.need;
    }

    // Domains that have competences of their own; how many each needs depends on how many it has.
    template <class Need> void each_domain(Need need) {
        for (const Domain& domain : framework.domains) {
            ConditionState::Short one{domain.code, 0, need(domain.competences.size()), domain.competences.size(), {}};
            for (const std::size_t index : domain.competences) {
                const std::string& code = framework.competences[index].code;
                if (counted.has(code))
                    ++one.have;
                else
                    one.missing.push_back(code);
            }
            state.have += one.have;
            state.of += one.of;
            if (one.have < one.need) state.short_domains.push_back(std::move(one));
        }
        state.met = state.short_domains.empty();
    }
};

} // namespace

std::vector<CarriedEvidence> counted_of(const Rule& rule, std::span<const CarriedEvidence> evidence) {
    const Counted counted = count(rule, evidence);
    std::vector<CarriedEvidence> out;
    for (const CarriedEvidence& one : evidence)
        if (counted.has(one.code)) out.push_back(one);
    return out;
}

RuleState evaluate(const Framework& framework, const Rule& rule, std::span<const CarriedEvidence> evidence) {
    const Counted counted = count(rule, evidence);
    RuleState out{rule.id, true, counted.codes.size(), framework.competences.size(), {}};
    for (const RuleCondition& condition : rule.conditions) {
        Evaluate one{framework, counted, evidence, {condition, false, 0, 0, 0, {}, {}}};
        std::visit(one, condition);
        out.met = out.met && one.state.met;
        out.conditions.push_back(std::move(one.state));
    }
    return out;
}

} // namespace livret
