#include "resolve/counted.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace livret {

std::string_view text_of(Use use) {
    static constexpr std::string_view names[] = {"counted",   "counted-in-part",  "too-few-trainers", "too-few-activities",
                                                 "partial",   "no-way",           "unsealed",         "set-aside",
                                                 "retracted", "more-information", "not-attested"};
    return names[static_cast<std::size_t>(use)];
}

namespace {

// Why a decision cannot count for any framework; nothing if it may.
std::optional<Use> never(const AttestationRecord& record, const SignedDecision& decision, Counting counting) {
    if (!record.counts()) return Use::set_aside;
    if (decision.outcome == Outcome::retracted) return Use::retracted;
    if (decision.outcome == Outcome::more_information) return Use::more_information;
    if (decision.outcome == Outcome::not_attested) return Use::not_attested;
    if (counting == Counting::certificate && record.word == Word::unsealed) return Use::unsealed;
    return std::nullopt;
}

struct Support {
    std::set<std::string> trainers, activities;
};

// A competence that is attested may still wait for more trainers, or more activities.
void weigh(const Rule& rule, const Support& support, Considered& one) {
    for (const RuleCondition& condition : rule.conditions) {
        std::size_t have = 0, need = 0;
        Use use = Use::too_few_trainers;
        if (const auto* by = std::get_if<AttestedBy>(&condition)) {
            have = support.trainers.size(), need = static_cast<std::size_t>(by->trainers);
        } else if (const auto* in = std::get_if<InActivities>(&condition)) {
            have = support.activities.size(), need = static_cast<std::size_t>(in->activities);
            use = Use::too_few_activities;
        }
        if (have >= need) continue;
        one.use = use, one.have = have, one.need = need;
        return;
    }
}

} // namespace

std::vector<Considered> considered(std::span<const Framework> frameworks, const Considering& what,
                                   std::span<const AttestationRecord> attestations, const TraineeKey& trainee) {
    std::vector<Considered> out;
    std::map<CompetenceKey, std::map<std::string, Way>> known;
    std::map<std::string, Support> support;
    for (const AttestationRecord& record : attestations) {
        if (record.trainee != trainee) continue;
        for (const SignedDecision& decision : record.decisions) {
            const CompetenceKey signed_for{record.framework, decision.competence};
            auto ways = known.find(signed_for);
            if (ways == known.end()) ways = known.emplace(signed_for, ways_to(frameworks, what.framework, signed_for)).first;
            const std::optional<Use> why_not = never(record, decision, what.counting);
            if (ways->second.empty()) out.push_back({&record, &decision, "", {}, why_not.value_or(Use::no_way)});
            for (const auto& [code, way] : ways->second) {
                Considered one{&record, &decision, code, way.steps, Use::counted};
                if (why_not)
                    one.use = *why_not;
                else if (way.exactness == Exactness::partial)
                    one.use = what.accepted.contains(code) ? Use::counted_in_part : Use::partial;
                if (one.counts()) {
                    support[code].trainers.insert(record.trainer.value);
                    if (record.about == AboutKind::activity) support[code].activities.insert(record.reference);
                }
                out.push_back(std::move(one));
            }
        }
    }
    if (what.rule != nullptr)
        for (Considered& one : out)
            if (one.counts()) weigh(*what.rule, support[one.code], one);
    const auto place = [&](const Considered& one) {
        const Competence* found = what.framework.find(one.code);
        return found == nullptr ? what.framework.competences.size()
                                : static_cast<std::size_t>(found - what.framework.competences.data());
    };
    std::stable_sort(out.begin(), out.end(), [&](const Considered& a, const Considered& b) { return place(a) < place(b); });
    return out;
}

} // namespace livret
