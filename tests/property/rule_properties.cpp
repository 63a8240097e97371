// Rules of certification: more never hurts, and nothing is missing where a rule is met.
#include "property.hpp"
#include "resolve/rule_words.hpp"

#include <algorithm>

namespace livret::tests {

namespace {

const std::vector<std::string> some_codes{"A.1", "A.2", "A.3", "B.1", "B.2", "C.1"};

Framework any_framework() {
    Framework out;
    out.id = FrameworkId{"f"};
    for (const std::string& code : some_codes) {
        if (out.domains.empty() || out.domains.back().code != code.substr(0, 1)) {
            out.domains.emplace_back();
            out.domains.back().code = code.substr(0, 1);
        }
        out.domains.back().competences.push_back(out.competences.size());
        Competence one;
        one.code = code;
        one.domain = out.domains.size() - 1;
        out.competences.push_back(one);
    }
    return out;
}

Rule any_rule() {
    Rule out{"r", {}, {}};
    const int count = *rc::gen::inRange(1, 4);
    for (int i = 0; i < count; ++i) {
        std::vector<std::string> codes;
        for (const std::string& code : some_codes)
            if (*rc::gen::arbitrary<bool>()) codes.push_back(code);
        switch (*rc::gen::inRange(0, 7)) {
        case 0:
            out.conditions.emplace_back(AllOf{codes});
            break;
        case 1:
            out.conditions.emplace_back(AtLeast{*rc::gen::inRange(1, 4), codes});
            break;
        case 2:
            out.conditions.emplace_back(AtMostMissing{*rc::gen::inRange(0, 3)});
            break;
        case 3:
            out.conditions.emplace_back(PercentPerDomain{*rc::gen::inRange(1, 101)});
            break;
        case 4:
            out.conditions.emplace_back(
                InSituation{*rc::gen::element<std::string>("classroom", "distance"), *rc::gen::inRange(1, 3)});
            break;
        case 5:
            out.conditions.emplace_back(AttestedBy{*rc::gen::inRange(1, 3)});
            break;
        default:
            out.conditions.emplace_back(InActivities{*rc::gen::inRange(1, 3)});
            break;
        }
    }
    return out;
}

CarriedEvidence any_evidence() {
    CarriedEvidence out;
    out.code = *rc::gen::elementOf(some_codes);
    out.evidence = {{FrameworkId{"f"}, out.code},
                    "d",
                    *rc::gen::element<std::string>("t1", "t2", "t3"),
                    *rc::gen::element<std::string>("", "R-1", "R-2", "R-3"),
                    *rc::gen::element(Situation::none, Situation::classroom, Situation::distance)};
    return out;
}

// Many, so that rules are met often enough to say something.
std::vector<CarriedEvidence> much_evidence() {
    std::vector<CarriedEvidence> out;
    const int count = *rc::gen::inRange(0, 40);
    for (int i = 0; i < count; ++i) out.push_back(any_evidence());
    return out;
}

bool more_never_hurts(const char* name) {
    return rc::check(name, [] {
        const Framework framework = any_framework();
        const Rule rule = any_rule();
        std::vector<CarriedEvidence> evidence = much_evidence();
        const RuleState before = evaluate(framework, rule, evidence);
        RC_CLASSIFY(before.met, "met");
        evidence.push_back(any_evidence());
        const RuleState after = evaluate(framework, rule, evidence);
        RC_ASSERT(!before.met || after.met);
        RC_ASSERT(after.counted >= before.counted);
        for (std::size_t i = 0; i < before.conditions.size(); ++i)
            RC_ASSERT(!before.conditions[i].met || after.conditions[i].met);
    });
}

bool order_does_not_matter(const char* name) {
    return rc::check(name, [] {
        const Framework framework = any_framework();
        const Rule rule = any_rule();
        std::vector<CarriedEvidence> evidence = much_evidence();
        const std::string before = explain(evaluate(framework, rule, evidence), Language::fr);
        std::reverse(evidence.begin(), evidence.end());
        RC_ASSERT(explain(evaluate(framework, rule, evidence), Language::fr) == before);
    });
}

// What is said to be missing is enough: with it, attested by everybody everywhere, the rule is met.
bool what_is_missing_is_enough(const char* name) {
    return rc::check(name, [] {
        const Framework framework = any_framework();
        const Rule rule = any_rule();
        std::vector<CarriedEvidence> evidence = much_evidence();
        const RuleState state = evaluate(framework, rule, evidence);
        std::set<std::string> missing;
        for (const ConditionState& one : state.conditions) {
            RC_ASSERT(one.met || one.need > one.have || !one.short_domains.empty());
            if (one.met) continue;
            missing.insert(one.missing.begin(), one.missing.end());
            for (const auto& domain : one.short_domains) missing.insert(domain.missing.begin(), domain.missing.end());
        }
        for (const auto& one : state.conditions) // situations, and a rule that only says when a competence counts, name none
            if (!one.met && one.missing.empty() && one.short_domains.empty())
                missing.insert(some_codes.begin(), some_codes.end());
        for (const std::string& code : missing)
            for (const char* trainer : {"t1", "t2", "t3"})
                for (const char* activity : {"R-1", "R-2", "R-3"})
                    for (const Situation situation : {Situation::classroom, Situation::distance})
                        evidence.push_back(
                            {code, Exactness::exact, {{FrameworkId{"f"}, code}, "d", trainer, activity, situation}});
        const RuleState after = evaluate(framework, rule, evidence);
        for (std::size_t i = 0; i < state.conditions.size(); ++i)
            if (const auto* some = std::get_if<AtLeast>(&state.conditions[i].condition); some != nullptr && !some->codes.empty())
                RC_PRE(static_cast<std::size_t>(some->count) <= some->codes.size()); // the reader refuses other rules
        RC_ASSERT(after.met);
    });
}

} // namespace

std::vector<Property> rule_properties() {
    return {{"one more attested competence never breaks a rule that was met", more_never_hurts},
            {"the order of evidence does not matter", order_does_not_matter},
            {"with what is said to be missing, a rule is met", what_is_missing_is_enough}};
}

} // namespace livret::tests
