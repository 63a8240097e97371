#include "resolve/candidates.hpp"

#include "model/situation.hpp"

#include <algorithm>
#include <set>

namespace livret {

namespace {

std::set<std::string> codes_of(const std::vector<CarriedEvidence>& carried) {
    std::set<std::string> out;
    for (const CarriedEvidence& one : carried) out.insert(one.code);
    return out;
}

// In the first framework's words: what was attested or declared in another's is carried by exact lines, as for a rule.
void count_competences(const Institute& institute, const Framework& framework, const TraineeStandings& standings,
                       const std::vector<Evidence>& evidence, const Booklet& booklet, Candidate& out) {
    std::vector<Evidence> claims;
    for (const auto& [key, activities] : booklet.declared) claims.push_back({key, "", "", "", Situation::none});
    const std::set<std::string> attested = codes_of(carry(institute.frameworks, framework, evidence, {})),
                                declared = codes_of(carry(institute.frameworks, framework, claims, {}));
    out.total = framework.competences.size();
    out.attested = attested.size();
    out.declared = declared.size();
    for (const Domain* domain : table_domains(framework)) {
        DomainStanding one{domain, 0, 0, domain->competences.size()};
        for (const std::size_t index : domain->competences) {
            const std::string& code = framework.competences[index].code;
            if (attested.contains(code)) ++one.attested;
            if (declared.contains(code)) ++one.declared;
        }
        out.domains.push_back(one);
    }
    for (const auto& [key, subjects] : standings)
        if (best_of(subjects) == State::asked) ++out.asked;
}

void gather_records(const Institute& institute, const TraineeKey& trainee, Candidate& out) {
    std::set<std::string> seen; // an activity that three trainers attested was held in one class
    for (const AttestationRecord& one : institute.trust.attestations) {
        if (one.trainee != trainee) continue;
        const bool attests = std::any_of(one.decisions.begin(), one.decisions.end(),
                                         [](const SignedDecision& decision) { return decision.outcome == Outcome::attested; });
        if (!one.counts()) {
            if (one.word != Word::superseded) out.problems.push_back(&one);
            continue;
        }
        if (attests && one.freshness != Freshness::current) out.earlier.push_back(&one);
        if (attests && one.about == AboutKind::activity && one.state->situation == Situation::classroom &&
            seen.insert(one.reference).second)
            out.in_class.push_back(&one);
    }
    for (const TrustState::Incomplete& one : institute.trust.incomplete)
        if (one.trainee == trainee) out.incomplete = &one;
}

} // namespace

std::vector<RuleAsked> rules_asked(const Portfolio& portfolio) {
    std::vector<RuleAsked> out;
    const ShownSession* session = portfolio.session;
    for (const Framework* framework : portfolio.frameworks) {
        if (session != nullptr && framework->id != session->framework) continue;
        for (const Rule& rule : framework->rules)
            if (session == nullptr || session->rule.empty() || session->rule == rule.id) out.push_back({framework, &rule});
    }
    return out;
}

Candidate candidate_of(const Portfolio& portfolio, const Booklet& booklet) {
    const Institute& institute = *portfolio.institute;
    const TraineeKey& trainee = booklet.trainee->key;
    Candidate out;
    out.booklet = &booklet;
    const std::vector<Evidence> evidence = evidence_of(institute.trust.attestations, trainee, Counting::progress);
    if (!portfolio.frameworks.empty())
        count_competences(institute, *portfolio.frameworks.front(), portfolio.standings_of(trainee), evidence, booklet, out);
    gather_records(institute, trainee, out);
    for (const RuleAsked& one : rules_asked(portfolio))
        out.answers.push_back(outlook_of(institute.frameworks, *one.framework, *one.rule, evidence));
    return out;
}

} // namespace livret
