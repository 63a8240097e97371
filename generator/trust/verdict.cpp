#include "trust/verdict.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/threads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

namespace livret {

LIVRET_MADE_ONCE(JudgedAttestation)
LIVRET_MADE_ONCE(Judged)

namespace {

Date plus_days(Date date, std::int64_t days) {
    return Date(std::chrono::sys_days(date) + std::chrono::days(days));
}

// Whether what was first listed on `day` (or is not yet, now) may have been signed in a span, given the grace. Which checkpoint
// the signer names does not matter here: she may name an old one.
bool reaches(const Period& span, Date day, std::int64_t grace) {
    return span.from <= day && (!span.until || day <= plus_days(*span.until, grace));
}

class Judge {
  public:
    Judge(const TrustFiles& files, const People& people, Judged& out)
        : files_(files), people_(people), out_(out), chain_(*out.chain) {}
    Judge(const TrustFiles& files, const People& people, Judged& out, const Chain& chain)
        : files_(files), people_(people), out_(out), chain_(chain) {}

    void judge_attestations(unsigned jobs) {
        for (const auto& [path, bytes] : files_.documents)
            if (path.starts_with("attestations/") && path.ends_with(".json")) out_.attestations.emplace_back().path = path;
        parallel_for(out_.attestations.size(), jobs, [&](std::size_t i) {
            judge_alone(out_.attestations[i], files_.documents.find(out_.attestations[i].path)->second);
        });
        judge_superseded();
        judge_conflicts();
        for (auto& one : out_.attestations)
            if (one.judgement.word == Word::valid && !one.listed) one.judgement.word = Word::unsealed; // line 17
    }

    void judge_completeness() {
        if (!chain_.holds()) return;
        for (const auto& [trainee, attestations] : chain_.newest().leaves) judge_completeness(trainee, attestations);
    }

    void judge_completeness(const std::set<std::string, std::less<>>& trainees) {
        if (!chain_.holds()) return;
        const Leaves& leaves = chain_.newest().leaves;
        for (const std::string& one : trainees)
            if (const auto found = leaves.find(one); found != leaves.end()) judge_completeness(one, found->second);
    }

    void judge_documents() {
        out_.documents = chain_.documents;
        out_.jury = judge_jury(files_, chain_);
        for (const JudgedFreeze& one : out_.jury.freezes) out_.documents[one.path] = one.judgement;
        for (const JudgedDecision& one : out_.jury.decisions) out_.documents[one.path] = one.judgement;
        for (const auto& [path, bytes] : files_.documents) {
            if (path.starts_with("attestations/") || out_.documents.contains(path) || !path.ends_with(".json")) continue;
            out_.documents[path] = judge_document(path, bytes);
        }
    }

    // Lines 1 to 14: each attestation by itself.
    void judge_alone(JudgedAttestation& one, std::string_view bytes) const {
        one.digest = sha256_hex(bytes);
        auto read = read_signed(bytes);
        if (const auto* fault = std::get_if<Malformed>(&read)) {
            one.judgement = {Word::malformed, fault->reason(), fault->detail()};
            return;
        }
        auto& document = std::get<SignedDocument>(read);
        auto* attestation = std::get_if<Attestation>(&document.subject);
        if (!attestation || one.path != place_of(document.subject, document.digest)) {
            one.judgement = {Word::malformed, "wrong-place", "its folder is not its trainee's, or its name is not its digest"};
            return;
        }
        one.is_read = true;
        one.attestation = std::move(*attestation);
        one.issuer = document.issuer;
        one.signed_at = document.valid_from;
        one.judgement = verdict(one, document);
    }

  private:
    const TrustFiles& files_;
    const People& people_;
    Judged& out_;
    const Chain& chain_;

    Judgement verdict(JudgedAttestation& one, const SignedDocument& document) const {
        const Attestation& it = one.attestation;
        if (!signatures_hold(document)) return {Word::bad_signature, "", ""};
        if (!chain_.holds()) return {Word::unknown_key, chain_.broken, ""};
        if (it.institution != chain_.registry.institution) return {Word::unknown_key, "other-institution", it.institution};
        const Registry::Holder holder = chain_.registry.holder(one.issuer);
        if (!holder.key) return {Word::unknown_key, "not-registered", ""};
        one.trainer = holder.trainer->id;
        one.trainer_name = holder.trainer->name;
        one.listed = chain_.first_listed(it.trainee, one.digest);
        if (chain_.roster.is_erased(it.trainee)) return {Word::erased, "", ""};
        const RosterLine* line = chain_.roster.line(it.trainee);
        if (!line && chain_.is_extract) return {Word::out_of_scope, "not-in-extract", ""};
        if (!line) return {Word::out_of_scope, "not-in-roster", ""};
        if (!is_who_the_roster_says(*line)) return {Word::out_of_scope, "other-person", ""};

        // When it was signed: after the checkpoint it names, before the first that lists it, or else until now.
        const Date now = chain_.newest().checkpoint.date;
        const SealedCheckpoint* after = nullptr;
        if (it.after.number < static_cast<std::int64_t>(chain_.checkpoints.size()))
            after = &chain_.checkpoints[static_cast<std::size_t>(it.after.number)];
        if (after && after->digest != it.after.digest) after = nullptr;
        const Date latest = one.listed ? chain_.checkpoints[static_cast<std::size_t>(*one.listed)].checkpoint.date : now;
        if (after) one.not_before = after->checkpoint.date;
        if (one.listed) one.not_after = latest;
        const Date earliest = after ? after->checkpoint.date : Date{};
        const std::int64_t grace = chain_.registry.grace_days;

        if (const Judgement scope = scope_of(*holder.trainer, *line, it.gfp, after != nullptr, latest); scope.word != Word::valid)
            return scope;
        if (const std::string missing = missing_content(it); !missing.empty()) return {Word::content_missing, "", missing};
        if (!after) return {Word::time_unproven, "unknown-checkpoint", ""};
        if (one.listed && *one.listed <= it.after.number) return {Word::time_unproven, "listed-too-early", ""};
        const RegisteredKey& key = *holder.key;
        if (key.status == KeyStatus::compromised && !(one.listed && latest < key.since))
            return {Word::time_unproven, "compromised", ""};
        const auto& until = key.span.until;
        if (latest < key.span.from || (until && (*until < earliest || plus_days(*until, grace) < latest)))
            return {Word::key_not_valid_then, "", ""};
        if (const Revocation* revocation = chain_.registry.revocation(one.digest)) return {Word::revoked, "", revocation->reason};
        return {};
    }

    // Everybody in the repository who claims this id must be the one of the roster.
    bool is_who_the_roster_says(const RosterLine& line) const {
        const auto [first, last] = people_.equal_range(line.id);
        return std::all_of(first, last, [&](const auto& one) {
            const Person& person = one.second;
            return person.folder == line.folder && name_commitment(person.name, person.salt) == line.commitment;
        });
    }

    Judgement scope_of(const RegisteredTrainer& trainer, const RosterLine& line, const std::string& gfp, bool known,
                       Date latest) const {
        const std::int64_t grace = chain_.registry.grace_days;
        const bool signer = std::any_of(trainer.scopes.begin(), trainer.scopes.end(), [&](const SignerScope& scope) {
            return scope.role == Role::trainer && scope.covers(gfp) && (!known || reaches(scope.span, latest, grace));
        });
        const bool member = std::any_of(line.gfps.begin(), line.gfps.end(), [&](const GfpPeriod& one) {
            return one.gfp == gfp && (!known || reaches(one.span, latest, grace));
        });
        if (!signer || !member)
            return {Word::out_of_scope, "gfp",
                    signer ? "the trainee was not in the group" : "the signer does not answer for the group"};
        return {};
    }

    std::string missing_content(const Attestation& it) const {
        for (const Digest& digest : it.contents())
            if (!files_.snapshots.contains(digest)) return digest;
        return {};
    }

    // Line 15. What replaces may itself be replaced, but not be refused for another reason.
    void judge_superseded() {
        std::map<std::string_view, JudgedAttestation*> good;
        std::set<std::string_view> there;
        for (auto& one : out_.attestations) {
            there.insert(one.digest);
            if (one.judgement.word == Word::valid) good.emplace(one.digest, &one);
        }
        for (const auto& one : out_.attestations) {
            if (!one.is_read || (one.judgement.word != Word::valid && one.judgement.word != Word::superseded)) continue;
            for (const Digest& digest : one.attestation.supersedes) {
                const auto found = good.find(digest);
                if (found == good.end()) {
                    if (!there.contains(digest)) out_.supersedes_absent.push_back({one.path, digest});
                    continue;
                }
                JudgedAttestation& old = *found->second;
                if (old.trainer != one.trainer || old.attestation.trainee != one.attestation.trainee) {
                    out_.foreign_supersedes.push_back(one.path);
                    continue;
                }
                old.judgement = {Word::superseded, "", one.digest};
                old.superseded_by = one.digest;
            }
        }
    }

    // Line 16: two decisions of one trainer on the same competence of the same thing.
    void judge_conflicts() {
        std::map<std::string, std::vector<JudgedAttestation*>> decisions;
        for (auto& one : out_.attestations) {
            if (one.judgement.word != Word::valid) continue;
            for (const auto& decision : one.attestation.decisions)
                decisions[fmt::format("{}\n{}\n{}\n{}\n{}", one.trainer, one.attestation.trainee, one.attestation.subject(),
                                      one.attestation.framework.id, decision.competence)]
                    .push_back(&one);
        }
        for (auto& [key, found] : decisions)
            if (found.size() > 1)
                for (JudgedAttestation* one : found) one->judgement = {Word::conflict, "", ""};
    }

    void judge_completeness(const std::string& trainee, const std::vector<Listed>& attestations) {
        if (chain_.roster.is_erased(trainee)) return;
        Incomplete found{attestations.size(), 0, {}};
        for (const auto& [digest, since] : attestations) {
            const auto file = files_.documents.find(fmt::format("attestations/{}/{}.json", trainee, digest));
            if (file != files_.documents.end() && sha256_hex(file->second) == digest)
                ++found.present;
            else
                found.missing.push_back(digest);
        }
        if (found.present < found.listed) out_.incomplete.emplace(trainee, std::move(found));
    }

    // Certificates. Anything else does not belong here.
    Judgement judge_document(const std::string& path, const std::string& bytes) const {
        Judgement judgement;
        const auto document = open_signed(path, bytes, judgement);
        if (!document) return judgement;
        const auto* certificate = std::get_if<Certificate>(&document->subject);
        if (!certificate) return {Word::malformed, "wrong-place", ""};
        judgement = signed_by(*document, certificate->institution, &Root::certificate);
        const Revocation* revocation = chain_.registry.revocation(document->digest);
        if (judgement.word == Word::valid && revocation) return {Word::revoked, "", revocation->reason};
        return judgement;
    }

    Judgement signed_by(const SignedDocument& document, const std::string& institution, PublicKey Root::*role) const {
        if (!chain_.holds()) return {Word::unknown_key, chain_.broken, ""};
        if (institution != chain_.registry.institution) return {Word::unknown_key, "other-institution", ""};
        const bool known = std::any_of(chain_.roots.begin(), chain_.roots.end(),
                                       [&](const SealedRoot& one) { return one.root.*role == document.issuer; });
        return known ? Judgement{} : Judgement{Word::unknown_key, "not-the-role-key", ""};
    }
};

} // namespace

JudgedAttestation judge_new(const TrustFiles& files, const People& people, const Chain& chain, std::string path,
                            std::string_view bytes) {
    Judged none;
    JudgedAttestation one;
    one.path = std::move(path);
    Judge(files, people, none, chain).judge_alone(one, bytes);
    if (one.judgement.word == Word::valid && !one.listed) one.judgement.word = Word::unsealed;
    return one;
}

Judged judge_documents(const TrustFiles& files, std::string_view fingerprint) {
    Judged out;
    out.chain = std::make_shared<const Chain>(read_chain(files, fingerprint));
    const People nobody;
    Judge(files, nobody, out).judge_documents();
    return out;
}

Judged judge_attestations(const TrustFiles& files, std::shared_ptr<const Chain> chain, const People& people,
                          const std::set<std::string, std::less<>>& trainees, unsigned jobs) {
    Judged out;
    out.chain = std::move(chain);
    Judge judge(files, people, out);
    judge.judge_attestations(jobs);
    judge.judge_completeness(trainees);
    return out;
}

Judged judge(const TrustFiles& files, std::string_view fingerprint, const People& people, unsigned jobs) {
    Judged out;
    out.chain = std::make_shared<const Chain>(read_chain(files, fingerprint));
    Judge judge(files, people, out);
    judge.judge_attestations(jobs);
    judge.judge_completeness();
    judge.judge_documents();
    return out;
}

} // namespace livret
