#include "trust/jury.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <chrono>

namespace livret {

namespace {

Date plus_days(Date date, std::int64_t days) {
    return Date(std::chrono::sys_days(date) + std::chrono::days(days));
}

// Whether a span that began by now had not ended, grace included, when the session was frozen.
bool reaches(const Period& span, Date frozen, Date now, std::int64_t grace) {
    return span.from <= now && (!span.until || frozen <= plus_days(*span.until, grace));
}

const SealedCheckpoint* checkpoint_of(const Chain& chain, const Named& named) {
    if (named.number >= static_cast<std::int64_t>(chain.checkpoints.size())) return nullptr;
    const SealedCheckpoint& found = chain.checkpoints[static_cast<std::size_t>(named.number)];
    return found.digest == named.digest ? &found : nullptr;
}

Judgement of_the_institution(const Chain& chain, const std::string& institution) {
    if (!chain.holds()) return {Word::unknown_key, chain.broken, ""};
    if (institution != chain.registry.institution) return {Word::unknown_key, "other-institution", ""};
    return {};
}

// What a freeze names of those who are not erased must be there.
Judgement content_of(const TrustFiles& files, const Chain& chain, const Freeze& freeze) {
    for (const Freeze::Candidate& one : freeze.candidates) {
        if (chain.roster.is_erased(one.trainee)) continue;
        if (!files.snapshots.contains(one.state)) return {Word::content_missing, "state", one.state};
        const auto bytes = files.states.find(one.state);
        if (bytes == files.states.end()) return {Word::malformed, "state", one.state};
        const auto read = read_frozen_state(bytes->second);
        const auto* state = std::get_if<FrozenState>(&read);
        if (!state || state->trainee != one.trainee) return {Word::malformed, "state", one.state};
        for (const Digest& digest : state->contents())
            if (!files.snapshots.contains(digest)) return {Word::content_missing, "state", digest};
    }
    return {};
}

JudgedFreeze judge_freeze(const TrustFiles& files, const Chain& chain, const std::string& path, const std::string& bytes) {
    JudgedFreeze out{path, sha256_hex(bytes), {}, false, {}, {}};
    const auto document = open_signed(path, bytes, out.judgement);
    if (!document) return out;
    const auto* freeze = std::get_if<Freeze>(&document->subject);
    if (!freeze) { // place_of says that nothing else lies there
        out.judgement = {Word::malformed, "wrong-place", ""};
        return out;
    }
    out.freeze = *freeze;
    out.signed_at = document->valid_from;
    out.judgement = of_the_institution(chain, freeze->institution);
    if (out.judgement.word != Word::valid) return out;
    const bool role = std::any_of(chain.roots.begin(), chain.roots.end(),
                                  [&](const SealedRoot& one) { return one.root.checkpoint == document->issuer; });
    if (!role)
        out.judgement = {Word::unknown_key, "not-the-role-key", ""};
    else if (!checkpoint_of(chain, freeze->checkpoint))
        out.judgement = {Word::time_unproven, "unknown-checkpoint", ""};
    else {
        out.is_signed = true;
        out.judgement = content_of(files, chain, *freeze);
    }
    return out;
}

Judgement verdict(const Chain& chain, const JudgedJury& jury, JudgedDecision& one) {
    const JuryDecision& it = one.decision;
    if (auto judgement = of_the_institution(chain, it.institution); judgement.word != Word::valid) return judgement;
    const Registry::Holder holder = chain.registry.holder(one.issuer);
    if (!holder.key) return {Word::unknown_key, "not-registered", ""};
    one.chair = holder.trainer->id;
    one.chair_name = holder.trainer->name;
    const auto& scopes = holder.trainer->scopes;
    if (std::none_of(scopes.begin(), scopes.end(), [](const SignerScope& scope) { return scope.role == Role::jury_chair; }))
        return {Word::unknown_key, "not-a-chair", ""};
    if (chain.roster.is_erased(it.trainee)) return {Word::erased, "", ""};
    const RosterLine* line = chain.roster.line(it.trainee);
    if (!line) return {Word::out_of_scope, chain.is_extract ? "not-in-extract" : "not-in-roster", ""};

    const JudgedFreeze* freeze = jury.freeze_of(it.session);
    if (!freeze || freeze->digest != it.freeze) return {Word::content_missing, "freeze", it.freeze};
    const auto& candidates = freeze->freeze.candidates;
    if (std::none_of(candidates.begin(), candidates.end(), [&](const auto& each) { return each.trainee == it.trainee; }))
        return {Word::out_of_scope, "not-a-candidate", ""};

    const Date frozen = checkpoint_of(chain, freeze->freeze.checkpoint)->checkpoint.date, now = chain.newest().checkpoint.date;
    const std::int64_t grace = chain.registry.grace_days;
    const bool chairs = std::any_of(scopes.begin(), scopes.end(), [&](const SignerScope& scope) {
        return scope.role == Role::jury_chair && reaches(scope.span, frozen, now, grace) &&
               std::any_of(line->gfps.begin(), line->gfps.end(), [&](const GfpPeriod& each) { return scope.covers(each.gfp); });
    });
    if (!chairs) return {Word::out_of_scope, "gfp", "the signer does not chair the jury of the trainee's group"};
    if (holder.key->status == KeyStatus::compromised) return {Word::time_unproven, "compromised", ""};
    if (!reaches(holder.key->span, frozen, now, grace)) return {Word::key_not_valid_then, "", ""};
    if (const Revocation* revocation = chain.registry.revocation(one.digest)) return {Word::revoked, "", revocation->reason};
    return {};
}

JudgedDecision judge_alone(const Chain& chain, const JudgedJury& jury, std::string path, std::string_view bytes) {
    JudgedDecision out;
    out.path = std::move(path);
    out.digest = sha256_hex(bytes);
    auto document = open_signed(out.path, bytes, out.judgement);
    if (!document) return out;
    auto* decision = std::get_if<JuryDecision>(&document->subject);
    if (!decision) {
        out.judgement = {Word::malformed, "wrong-place", ""};
        return out;
    }
    out.is_read = true;
    out.decision = std::move(*decision);
    out.issuer = document->issuer;
    out.signed_at = document->valid_from;
    out.judgement = verdict(chain, jury, out);
    return out;
}

bool about_the_same(const JuryDecision& a, const JuryDecision& b) {
    return a.session == b.session && a.trainee == b.trainee;
}

void judge_superseded(std::vector<JudgedDecision>& decisions) {
    std::map<std::string_view, JudgedDecision*> good;
    for (JudgedDecision& one : decisions)
        if (one.judgement.word == Word::valid) good.emplace(one.digest, &one);
    for (const auto& [digest, one] : good)
        for (const Digest& old : one->decision.supersedes)
            if (const auto found = good.find(old);
                found != good.end() && about_the_same(found->second->decision, one->decision)) {
                found->second->judgement = {Word::superseded, "", one->digest};
                found->second->superseded_by = one->digest;
            }
}

void judge_conflicts(std::vector<JudgedDecision>& decisions) {
    std::map<std::pair<std::string_view, std::string_view>, std::vector<JudgedDecision*>> standing;
    for (JudgedDecision& one : decisions)
        if (one.judgement.word == Word::valid) standing[{one.decision.session, one.decision.trainee}].push_back(&one);
    for (auto& [subject, found] : standing)
        if (found.size() > 1)
            for (JudgedDecision* one : found) one->judgement = {Word::conflict, "", ""};
}

} // namespace

const JudgedFreeze* JudgedJury::freeze_of(std::string_view session) const {
    for (const JudgedFreeze& one : freezes)
        if (one.is_signed && one.freeze.session == session) return &one;
    return nullptr;
}

const JudgedDecision* JudgedJury::decision_on(std::string_view session, std::string_view trainee) const {
    for (const JudgedDecision& one : decisions)
        if (one.judgement.word == Word::valid && one.decision.session == session && one.decision.trainee == trainee) return &one;
    return nullptr;
}

JudgedJury judge_jury(const TrustFiles& files, const Chain& chain) {
    JudgedJury out;
    for (const auto& [path, bytes] : files.documents) // freezes first: decisions are about them
        if (path.starts_with("freeze-") && path.ends_with(".json"))
            out.freezes.push_back(judge_freeze(files, chain, path, bytes));
    for (const auto& [path, bytes] : files.documents)
        if (path.starts_with("decisions/") && path.ends_with(".json"))
            out.decisions.push_back(judge_alone(chain, out, path, bytes));
    judge_superseded(out.decisions);
    judge_conflicts(out.decisions);
    return out;
}

JudgedDecision judge_new_decision(const Chain& chain, const JudgedJury& jury, std::string path, std::string_view bytes) {
    return judge_alone(chain, jury, std::move(path), bytes);
}

} // namespace livret
