#include "resolve/outlook.hpp"

namespace livret {

namespace {

std::set<std::string> codes_of(std::span<const CarriedEvidence> evidence) {
    std::set<std::string> out;
    for (const CarriedEvidence& one : evidence) out.insert(one.code);
    return out;
}

} // namespace

Outlook outlook_of(std::span<const Framework> frameworks, const Framework& framework, const Rule& rule,
                   std::span<const Evidence> evidence, const std::set<std::string>& accepted) {
    const std::vector<CarriedEvidence> now = carry(frameworks, framework, evidence, accepted);
    Outlook out;
    out.framework = &framework;
    out.rule = &rule;
    out.state = evaluate(framework, rule, now);
    out.gap = gap_of(framework, out.state);
    const auto generous = carry(frameworks, framework, evidence, all_codes_of(framework));
    out.if_all_accepted = evaluate(framework, rule, generous);

    const std::vector<CarriedEvidence> counted = counted_of(rule, now);
    const std::set<std::string> codes = codes_of(counted), then = codes_of(counted_of(rule, generous));
    std::set<std::string> own;
    for (const CarriedEvidence& one : counted)
        if (one.evidence.competence.framework == framework.id) own.insert(one.code);
    for (const Competence& one : framework.competences)
        if (then.contains(one.code) && !codes.contains(one.code)) out.by_partial.push_back(one.code);
    out.own = own.size();
    out.carried = codes.size() - own.size();
    return out;
}

} // namespace livret
