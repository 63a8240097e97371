#include "view/rules.hpp"

namespace livret {

namespace {

struct Describe {
    const Framework& framework;
    const Texts& texts;

    std::string total(const std::vector<std::string>& codes) const {
        return texts.number(static_cast<std::int64_t>(codes.empty() ? framework.competences.size() : codes.size()));
    }
    std::string operator()(const AllOf& rule) const {
        if (rule.codes.empty()) return texts.get("rule.all");
        return texts.plural("rule.all_of", static_cast<std::int64_t>(rule.codes.size()), {{"codes", texts.names(rule.codes)}});
    }
    std::string operator()(const AtLeast& rule) const {
        const std::string of = total(rule.codes);
        if (rule.codes.empty()) return texts.plural("rule.at_least", rule.count, {{"total", of}});
        return texts.plural("rule.at_least_of", rule.count, {{"total", of}, {"codes", texts.names(rule.codes)}});
    }
    std::string operator()(const AtMostMissing& rule) const { return texts.plural("rule.at_most_missing", rule.count); }
    std::string operator()(const PercentPerDomain& rule) const {
        return texts.fill("rule.percent", {{"percent", texts.percent(rule.percent, 100)}});
    }
    std::string operator()(const InSituation& rule) const { return texts.plural("rule.situation_" + rule.kind, rule.count); }
    std::string operator()(const AttestedBy& rule) const { return texts.plural("rule.attested_by", rule.trainers); }
    std::string operator()(const InActivities& rule) const { return texts.plural("rule.in_activities", rule.activities); }
};

} // namespace

std::string describe_condition(const RuleCondition& condition, const Framework& framework, const Texts& texts) {
    return std::visit(Describe{framework, texts}, condition);
}

} // namespace livret
