// Rules of certification: more never hurts, and nothing is missing where a rule is met.
#include "property.hpp"
#include "resolve/counted.hpp"
#include "resolve/rule_gap.hpp"
#include "resolve/rule_words.hpp"

#include <algorithm>
#include <optional>

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

// What is said of competences adds up: what counts and what is missing are all that was asked for, in each domain and in all.
bool numbers_add_up(const char* name) {
    return rc::check(name, [] {
        const Framework framework = any_framework();
        const Rule rule = any_rule();
        const std::vector<CarriedEvidence> evidence = much_evidence();
        const RuleState state = evaluate(framework, rule, evidence);
        std::set<std::string> counted;
        for (const CarriedEvidence& one : counted_of(rule, evidence)) counted.insert(one.code);
        RC_ASSERT(counted.size() == state.counted);
        RC_ASSERT(state.total == some_codes.size());
        for (const ConditionState& one : state.conditions) {
            if (std::holds_alternative<InSituation>(one.condition)) continue;
            std::size_t short_of = 0, short_have = 0;
            for (const auto& domain : one.short_domains) {
                RC_ASSERT(domain.have + domain.missing.size() == domain.of);
                RC_ASSERT(domain.have < domain.need);
                RC_ASSERT(domain.need <= domain.of);
                for (const std::string& code : domain.missing) RC_ASSERT(!counted.contains(code));
                short_of += domain.of, short_have += domain.have;
            }
            RC_ASSERT(short_of <= one.of);
            RC_ASSERT(short_have <= one.have);
            const bool by_domain =
                std::holds_alternative<AtMostMissing>(one.condition) || std::holds_alternative<PercentPerDomain>(one.condition);
            if (by_domain) {
                RC_ASSERT(one.of == state.total);
                RC_ASSERT(one.have == state.counted);
            } else {
                RC_ASSERT(one.have + one.missing.size() == one.of);
            }
            for (const std::string& code : one.missing) RC_ASSERT(!counted.contains(code));
        }
    });
}

// A competence that counted no longer does once its evidence is gone; what did not count is not missed.
bool what_counted_counted(const char* name) {
    return rc::check(name, [] {
        const Framework framework = any_framework();
        const Rule rule = any_rule();
        const std::vector<CarriedEvidence> evidence = much_evidence();
        const RuleState state = evaluate(framework, rule, evidence);
        const std::vector<CarriedEvidence> counted = counted_of(rule, evidence);
        RC_ASSERT(evaluate(framework, rule, counted).counted == state.counted);
        RC_PRE(!counted.empty());
        const std::string gone = (*rc::gen::elementOf(counted)).code;
        std::vector<CarriedEvidence> rest = evidence;
        std::erase_if(rest, [&](const CarriedEvidence& one) { return one.code == gone; });
        RC_ASSERT(evaluate(framework, rule, rest).counted + 1 == state.counted);
    });
}

// By all trainers, in all activities, in no situation: it counts under any rule.
void add_counting(std::vector<CarriedEvidence>& out, const std::string& code) {
    for (const char* trainer : {"t1", "t2", "t3"})
        for (const char* activity : {"R-1", "R-2", "R-3"})
            out.push_back({code, Exactness::exact, {{FrameworkId{"f"}, code}, "d", trainer, activity, Situation::none}});
}

bool met_but_for_situations(const RuleState& state) {
    return std::all_of(state.conditions.begin(), state.conditions.end(),
                       [](const ConditionState& one) { return one.met || std::holds_alternative<InSituation>(one.condition); });
}

// Lists that overlap, of which each asks for some: where the smallest number is not the sum, nor the largest.
Rule any_demanding_rule() {
    Rule out = any_rule();
    const int count = *rc::gen::inRange(1, 4);
    for (int i = 0; i < count; ++i) {
        std::vector<std::string> codes;
        for (const std::string& code : some_codes)
            if (*rc::gen::inRange(0, 3) > 0) codes.push_back(code);
        if (!codes.empty()) out.conditions.emplace_back(AtLeast{*rc::gen::inRange(1, static_cast<int>(codes.size()) + 1), codes});
    }
    return out;
}

// « encore au moins 2 compétences » is true, and two can be enough: tried with every choice of competences.
bool at_least_is_the_least(const char* name) {
    return rc::check(name, [] {
        const Framework framework = any_framework();
        const Rule rule = any_demanding_rule();
        const std::vector<CarriedEvidence> evidence =
            *rc::gen::inRange(0, 3) == 0 ? much_evidence() : std::vector<CarriedEvidence>{any_evidence(), any_evidence()};
        const RuleState state = evaluate(framework, rule, evidence);
        const RuleGap gap = gap_of(framework, state);
        std::set<std::string> counted;
        for (const CarriedEvidence& one : counted_of(rule, evidence)) counted.insert(one.code);
        std::vector<std::string> open;
        for (const std::string& code : some_codes)
            if (!counted.contains(code)) open.push_back(code);

        std::optional<std::size_t> least;
        for (unsigned choice = 0; choice < 1U << open.size(); ++choice) {
            std::vector<CarriedEvidence> more = evidence;
            std::size_t size = 0;
            for (std::size_t i = 0; i < open.size(); ++i)
                if ((choice >> i & 1U) != 0) add_counting(more, open[i]), ++size;
            if (met_but_for_situations(evaluate(framework, rule, more))) least = std::min(least.value_or(size), size);
        }
        RC_CLASSIFY(least && *least > 0, "something is missing");
        RC_CLASSIFY(least && gap.parts.size() > 1, "of several parts");
        RC_ASSERT(gap.can_be_met == least.has_value());
        RC_ASSERT(gap.nothing() == state.met);
        if (!least) return;
        RC_ASSERT(gap.is_exact);
        RC_ASSERT(gap.competences == *least);
        RC_ASSERT(gap.one_way.size() == *least);

        // Its own proposal is one of those that are enough, with the activities it asks for.
        std::vector<CarriedEvidence> more = evidence;
        for (const std::string& code : gap.one_way) add_counting(more, code);
        int number = 0;
        for (const RuleGap::Activities& one : gap.activities)
            for (std::size_t i = 0; i < one.need; ++i) {
                CarriedEvidence held{"A.1", Exactness::exact, {{FrameworkId{"f"}, "A.1"}, "d", "t1", "", Situation::none}};
                held.evidence.activity = "N-" + std::to_string(++number);
                held.evidence.situation = one.situation == "classroom" ? Situation::classroom : Situation::distance;
                more.push_back(held);
            }
        RC_ASSERT(evaluate(framework, rule, more).met);
    });
}

// --- attestations as they are signed, for frameworks with crosswalks between them

std::vector<Framework> any_frameworks() {
    std::vector<Framework> out;
    for (const char* id : {"f", "g", "h"}) {
        Framework one = any_framework();
        one.id = FrameworkId{id};
        for (const char* to : {"f", "g", "h"}) {
            if (std::string(to) == id || !*rc::gen::arbitrary<bool>()) continue;
            Crosswalk crosswalk{FrameworkId{to}, "s", {}};
            const int lines = *rc::gen::inRange(0, 6);
            for (int i = 0; i < lines; ++i)
                crosswalk.lines.push_back(
                    {*rc::gen::elementOf(some_codes), *rc::gen::elementOf(some_codes), *rc::gen::arbitrary<bool>()});
            one.crosswalks.push_back(std::move(crosswalk));
        }
        out.push_back(std::move(one));
    }
    return out;
}

const TraineeKey her{GfpId{"math1"}, TraineeId{"durand"}};

AttestationRecord any_record() {
    AttestationRecord out;
    out.digest = *rc::gen::element<std::string>("d1", "d2", "d3", "d4");
    out.trainee = her;
    out.trainer = TrainerId{*rc::gen::element<std::string>("t1", "t2", "t3")};
    out.about = *rc::gen::element(AboutKind::activity, AboutKind::activity, AboutKind::training);
    out.reference = *rc::gen::element<std::string>("R-1", "R-2", "R-3");
    out.state->situation = *rc::gen::element(Situation::none, Situation::classroom, Situation::distance);
    out.framework = FrameworkId{*rc::gen::element<std::string>("f", "f", "g", "h")};
    out.word = *rc::gen::element(Word::valid, Word::valid, Word::unsealed, Word::revoked, Word::superseded);
    const int decisions = *rc::gen::inRange(1, 4);
    for (int i = 0; i < decisions; ++i)
        out.decisions.push_back({*rc::gen::elementOf(some_codes), "",
                                 *rc::gen::element(Outcome::attested, Outcome::attested, Outcome::attested, Outcome::not_attested,
                                                   Outcome::more_information, Outcome::retracted),
                                 ""});
    return out;
}

std::vector<AttestationRecord> some_records() {
    std::vector<AttestationRecord> out;
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) out.push_back(any_record());
    return out;
}

// An attestation that takes no other's place, whatever it says, in whatever framework: nothing gets worse.
bool one_more_attestation_never_hurts(const char* name) {
    return rc::check(name, [] {
        const std::vector<Framework> frameworks = any_frameworks();
        const Rule rule = any_rule();
        std::vector<AttestationRecord> records = some_records();
        const auto state_now = [&] {
            return evaluate(frameworks[0], rule,
                            carry(frameworks, frameworks[0], evidence_of(records, her, Counting::certificate), {"A.2", "B.1"}));
        };
        const RuleState before = state_now();
        const RuleGap gap = gap_of(frameworks[0], before);
        records.push_back(any_record());
        const RuleState after = state_now();
        RC_ASSERT(!before.met || after.met);
        RC_ASSERT(after.counted >= before.counted);
        const RuleGap gap_after = gap_of(frameworks[0], after);
        RC_ASSERT(gap_after.competences <= gap.competences || !gap.can_be_met);
    });
}

// What is said about each decision is what the rule counts, and no decision is passed over.
bool what_is_told_is_what_counts(const char* name) {
    return rc::check(name, [] {
        const std::vector<Framework> frameworks = any_frameworks();
        const Rule rule = any_rule();
        const std::vector<AttestationRecord> records = some_records();
        const Counting counting = *rc::gen::element(Counting::certificate, Counting::progress);
        const std::set<std::string> accepted{"A.2", "B.1", "C.1"};
        const auto carried = carry(frameworks, frameworks[0], evidence_of(records, her, counting), accepted);
        const RuleState state = evaluate(frameworks[0], rule, carried);
        const auto told = considered(frameworks, {frameworks[0], &rule, accepted, counting}, records, her);

        std::set<std::string> counted;
        std::set<const SignedDecision*> named;
        std::size_t lines = 0;
        for (const Considered& one : told) {
            named.insert(one.decision);
            if (one.counts()) counted.insert(one.code), ++lines;
            if (one.use == Use::partial) RC_ASSERT(!accepted.contains(one.code));
            if (one.way.empty()) continue;
            RC_ASSERT(one.way.front().from == (CompetenceKey{one.record->framework, one.decision->competence}));
            RC_ASSERT(one.way.back().to == (CompetenceKey{frameworks[0].id, one.code}));
        }
        RC_ASSERT(counted.size() == state.counted);
        RC_ASSERT(lines == counted_of(rule, carried).size());
        std::size_t decisions = 0;
        for (const AttestationRecord& one : records) decisions += one.decisions.size();
        RC_ASSERT(named.size() == decisions);
    });
}

} // namespace

std::vector<Property> rule_properties() {
    return {{"one more attested competence never breaks a rule that was met", more_never_hurts},
            {"the order of evidence does not matter", order_does_not_matter},
            {"with what is said to be missing, a rule is met", what_is_missing_is_enough},
            {"what counts and what is missing add up, in each domain and in all", numbers_add_up},
            {"what counted is missed when it goes, and nothing else is", what_counted_counted},
            {"the number that is missing at least is the smallest that is enough", at_least_is_the_least},
            {"one more attestation that replaces none never makes an outcome worse", one_more_attestation_never_hurts},
            {"what is told of each decision is what the rule counts", what_is_told_is_what_counts}};
}

} // namespace livret::tests
