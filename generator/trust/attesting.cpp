#include "trust/attesting.hpp"

#include <algorithm>
#include <set>

namespace livret {

namespace {

// What may be replaced, and speaks until then. A conflict is what a correction is for.
bool stands(const JudgedAttestation& one) {
    return one.counts() || one.judgement.word == Word::conflict;
}

// An attestation that no checkpoint lists yet was made, as far as is proven, by the day of the newest one.
bool begins_later(const Period& span, const Chain& chain) {
    return chain.newest().checkpoint.date < span.from;
}

} // namespace

std::vector<const JudgedAttestation*> standing_attestations(const Judged& judged, std::string_view trainer,
                                                            const Attestation& about) {
    std::vector<const JudgedAttestation*> out;
    for (const JudgedAttestation& one : judged.attestations)
        if (one.is_read && stands(one) && one.trainer == trainer && one.attestation.trainee == about.trainee &&
            one.attestation.framework.id == about.framework.id && one.attestation.subject() == about.subject())
            out.push_back(&one);
    return out;
}

PreparedAttestation prepare_attestation(const Judged& judged, std::string_view trainer, Matter matter,
                                        std::vector<Decision> decisions) {
    PreparedAttestation out;
    Attestation& it = out.attestation;
    it.institution = judged.chain->registry.institution;
    it.trainee = std::move(matter.trainee);
    it.gfp = std::move(matter.gfp);
    it.framework = std::move(matter.framework);
    it.about = std::move(matter.about);
    it.after = {judged.chain->newest().checkpoint.number, judged.chain->newest().digest};
    std::set<std::string> decided;
    for (const Decision& one : decisions) decided.insert(one.competence);
    const auto before = standing_attestations(judged, trainer, it);
    for (const JudgedAttestation* one : before) {
        const auto& old = one->attestation.decisions;
        const bool overlaps =
            std::any_of(old.begin(), old.end(), [&](const Decision& decision) { return decided.contains(decision.competence); });
        if (!overlaps) continue;
        it.supersedes.push_back(one->digest);
        for (const Decision& decision : old) {
            if (!decided.insert(decision.competence).second) continue;
            out.taken_over.push_back(decision.competence);
            decisions.push_back(decision);
        }
    }
    std::sort(it.supersedes.begin(), it.supersedes.end());
    std::sort(out.taken_over.begin(), out.taken_over.end());
    std::sort(decisions.begin(), decisions.end(), [](const auto& a, const auto& b) { return a.competence < b.competence; });
    it.decisions = std::move(decisions);
    return out;
}

Obstacle obstacle_of_key(const Chain& chain, const PublicKey& key, Date now) {
    if (!chain.holds()) return Obstacle::no_trust;
    const Registry::Holder holder = chain.registry.holder(key);
    if (!holder.key) return Obstacle::not_registered;
    if (holder.key->status != KeyStatus::active || !holder.key->span.holds_on(std::max(now, chain.newest().checkpoint.date)))
        return holder.key->status == KeyStatus::active && now < holder.key->span.from ? Obstacle::not_yet : Obstacle::key_ended;
    return begins_later(holder.key->span, chain) ? Obstacle::not_yet : Obstacle::none;
}

Obstacle obstacle_to(const Chain& chain, const PublicKey& key, std::string_view trainee, std::string_view gfp,
                     const Person& person, Date now) {
    if (const Obstacle own = obstacle_of_key(chain, key, now); own != Obstacle::none) return own;
    const Date day = std::max(now, chain.newest().checkpoint.date);
    const auto& scopes = chain.registry.holder(key).trainer->scopes;
    Obstacle scope = Obstacle::not_in_scope;
    for (const SignerScope& one : scopes)
        if (one.role == Role::trainer && one.covers(gfp) && one.span.holds_on(day) && scope != Obstacle::none)
            scope = begins_later(one.span, chain) ? Obstacle::not_yet : Obstacle::none;
    if (scope != Obstacle::none) return scope;
    if (chain.roster.is_erased(trainee)) return Obstacle::erased;
    const RosterLine* line = chain.roster.line(trainee);
    if (!line || line->folder != person.folder || name_commitment(person.name, person.salt) != line->commitment)
        return Obstacle::not_in_roster;
    Obstacle member = Obstacle::not_in_roster;
    for (const GfpPeriod& one : line->gfps)
        if (one.gfp == gfp && one.span.holds_on(day) && member != Obstacle::none)
            member = begins_later(one.span, chain) ? Obstacle::not_yet : Obstacle::none;
    return member;
}

} // namespace livret
