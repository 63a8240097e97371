#include "incremental/signing.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "build/session_freeze.hpp"
#include "build/signed_texts.hpp"
#include "build/stages.hpp"
#include "build/theme_folder.hpp"
#include "support/trust_samples.hpp"
#include "trust/attesting.hpp"
#include "trust/binding.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret::tests {

namespace {

const Date start = *parse_date("2004-09-20");
constexpr std::string_view trust = "repository/trust/";

SigningKey institute_key() {
    return test_key("institute");
}

// What the program reads of these files.
Holdings read(const Files& files) {
    auto disk = make_memory_disk();
    constexpr std::string_view root = "repository/";
    for (const auto& [path, entry] : files)
        if (path.starts_with(root) && entry.link.empty()) disk->write(path.substr(root.size()), entry.bytes);
    Sink sink;
    std::vector<BuildReport::Phase> phases;
    return read_content(std::move(disk), BuildOptions{}, sink, phases);
}

std::string keep(Files& files, const std::string& path, std::string bytes) {
    const std::string digest = sha256_hex(bytes);
    files[std::string(trust) + path] = {std::move(bytes)};
    return digest;
}

InForce in_force(const Holdings& now) {
    InForce out;
    const auto digest = [&](const std::string& path) { return sha256_hex(lf_text(now.repository->read(path))); };
    out.configuration = digest("livret.yaml");
    for (const Framework& one : now.institute.frameworks)
        out.frameworks.push_back({one.id.value, digest("frameworks/" + one.id.value + ".xml")});
    for (const JurySession& one : now.institute.sessions) out.sessions.push_back({one.id, digest(one.path.value)});
    out.theme = repository_theme_digest(*now.repository, now.institute.configuration.theme);
    return out;
}

Roster roster_of(const Holdings& now) {
    Roster out;
    for (const Trainee& one : now.institute.trainees)
        out.lines.push_back({one.id,
                             one.key.gfp.value + "/" + one.key.trainee.value,
                             name_commitment(one.name, one.salt),
                             {{one.key.gfp.value, {start, {}}}},
                             {},
                             {},
                             ""});
    std::sort(out.lines.begin(), out.lines.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    const auto same = [](const auto& a, const auto& b) { return a.id == b.id; };
    out.lines.erase(std::unique(out.lines.begin(), out.lines.end(), same), out.lines.end());
    return out;
}

Named sign_registry(Files& files, Registry& next, Roster roster, const Roster& before) {
    blind_what_changed(roster, before, true);
    const LineFile lines = write_roster(roster);
    next.roster = lines.head();
    keep(files, fmt::format("registry-{}.roster", next.number), lines.text);
    return {next.number,
            keep(files, fmt::format("registry-{}.json", next.number), signed_file(next, institute_key(), sample_instant))};
}

void sign_checkpoint(Files& files, Checkpoint& next, const Leaves& leaves) {
    const LineFile lines = write_leaves(leaves);
    next.tree = lines.head();
    keep(files, fmt::format("checkpoint-{}.leaves", next.number), lines.text);
    keep(files, fmt::format("checkpoint-{}.json", next.number), signed_file(next, institute_key(), sample_instant));
}

bool next_registry(Files& files, const Holdings& now, const std::function<void(Registry&)>& change) {
    const Chain& chain = *now.verdicts.judged.chain;
    if (!chain.holds()) return false;
    Registry next = chain.registry;
    next.number = chain.registry.number + 1;
    next.previous = chain.registry_digest;
    next.in_force = in_force(now);
    change(next);
    Roster roster = roster_of(now);
    roster.erased = chain.roster.erased;
    sign_registry(files, next, roster, chain.roster);
    return true;
}

} // namespace

void sign_from_scratch(Files& files) {
    std::erase_if(files, [](const auto& one) { return one.first.starts_with(trust); });
    const Holdings now = read(files);
    const PublicKey key = institute_key().public_key();
    Root root;
    root.institution = "ifm-essai";
    root.name = "Institut d’essai";
    root.root = root.registry = root.checkpoint = root.certificate = key;
    root.example = true;
    const Named named{1, keep(files, "root-1.json", signed_file(root, institute_key(), sample_instant))};
    Registry registry;
    registry.institution = root.institution;
    for (const auto& [id, gfp, role] : {std::tuple("c-leroy", "math1", Role::trainer),
                                        {"h-vasseur", "hg1", Role::trainer},
                                        {"p-anselme", "*", Role::trainer},
                                        {"r-aubanel", "*", Role::jury_chair},
                                        {"s-meyer", "*", Role::registrar}}) {
        RegisteredTrainer one{id, fmt::format("Name of {}", id), {}, {}};
        one.keys.push_back({test_key(id).public_key(), {start, {}}, KeyStatus::active, {}});
        one.scopes.push_back({role, {gfp}, {start, {}}});
        registry.trainers.push_back(one);
    }
    registry.in_force = in_force(now);
    const Named first = sign_registry(files, registry, roster_of(now), {});
    Checkpoint checkpoint;
    checkpoint.institution = root.institution;
    checkpoint.date = start;
    checkpoint.root = named;
    checkpoint.registry = first;
    sign_checkpoint(files, checkpoint, {});
}

bool renew_registry(Files& files) {
    return next_registry(files, read(files), [](Registry&) {});
}

bool write_checkpoint(Files& files, Random& random) {
    const Holdings now = read(files);
    const Chain& chain = *now.verdicts.judged.chain;
    if (!chain.holds()) return false;
    const SealedCheckpoint& before = chain.newest();
    Checkpoint next;
    next.institution = before.checkpoint.institution;
    next.number = before.checkpoint.number + 1;
    next.date = std::chrono::sys_days(before.checkpoint.date) + std::chrono::days(random.below(3));
    next.previous = before.digest;
    next.root = before.checkpoint.root;
    next.registry = {chain.registry.number, chain.registry_digest};
    Leaves leaves = before.leaves;
    for (const JudgedAttestation& one : now.verdicts.judged.attestations) {
        const Word word = one.judgement.word;
        if (!one.is_read || word == Word::malformed || word == Word::bad_signature || word == Word::unknown_key) continue;
        std::vector<Listed>& list = leaves[one.attestation.trainee];
        const auto at = std::lower_bound(list.begin(), list.end(), one.digest,
                                         [](const Listed& listed, const Digest& digest) { return listed.digest < digest; });
        if (at == list.end() || at->digest != one.digest) list.insert(at, {one.digest, next.number});
    }
    sign_checkpoint(files, next, leaves);
    return true;
}

bool attest(Files& files, Random& random) {
    const Holdings now = read(files);
    const Chain& chain = *now.verdicts.judged.chain;
    if (!chain.holds()) return false;
    std::vector<const Activity*> possible;
    for (const Activity& one : now.institute.activities) {
        const livret::Trainee* owner = now.institute.find_trainee(one.owner);
        if (one.status == Status::declared && one.visibility != Visibility::private_ && !one.declarations.empty() && owner)
            possible.push_back(&one);
    }
    if (possible.empty()) return false;
    const Activity& activity = *random.one_of(possible);
    const livret::Trainee& owner = *now.institute.find_trainee(activity.owner);
    Matter matter;
    matter.trainee = owner.id;
    matter.gfp = owner.key.gfp.value;
    for (const NamedDigest& one : chain.registry.in_force.frameworks)
        if (one.id == activity.framework.value) matter.framework = one;
    if (matter.framework.id.empty()) return false;
    const ActivityManifest manifest = manifest_of(activity, owner.id);
    matter.about = manifest;
    std::vector<Decision> decisions;
    for (const Declaration& one : activity.declarations) {
        if (!decisions.empty() && random.once_in(3)) break;
        const std::size_t kind = random.below(5);
        const Outcome outcome = kind == 0 ? Outcome::not_attested : kind == 1 ? Outcome::more_information : Outcome::attested;
        decisions.push_back({one.competence.code, one.words, outcome,
                             outcome == Outcome::attested ? "" : fmt::format("Précisez {}.", random.below(100))});
    }
    std::sort(decisions.begin(), decisions.end(), [](const auto& a, const auto& b) { return a.competence < b.competence; });
    const std::string trainer = random.once_in(4) ? "p-anselme" : matter.gfp == "hg1" ? "h-vasseur" : "c-leroy";
    const PreparedAttestation prepared = prepare_attestation(now.verdicts.judged, trainer, matter, decisions);
    const std::string bytes = signed_file(prepared.attestation, test_key(trainer), sample_instant);
    // What it binds is kept as the trainer saw it.
    const std::string text = *bound_text(*now.repository, activity.path);
    keep(files, "snapshots/" + sha256_hex(text), text);
    for (const Attachment& one : activity.attachments) {
        const std::string there = now.repository->read(one.path.value);
        keep(files, "snapshots/" + sha256_hex(there), there);
    }
    keep(files, fmt::format("attestations/{}/{}.json", owner.id, sha256_hex(bytes)), bytes);
    return true;
}

bool revoke(Files& files, Random& random) {
    const Holdings now = read(files);
    std::vector<Digest> possible;
    for (const JudgedAttestation& one : now.verdicts.judged.attestations)
        if (one.counts()) possible.push_back(one.digest);
    if (possible.empty()) return false;
    const Digest digest = random.one_of(possible);
    return next_registry(files, now, [&](Registry& next) {
        const Revocation revocation{digest, *parse_date("2005-01-12"), "Signée par confusion."};
        const auto at = std::lower_bound(next.revocations.begin(), next.revocations.end(), digest,
                                         [](const Revocation& one, const Digest& other) { return one.digest < other; });
        next.revocations.insert(at, revocation);
    });
}

bool freeze(Files& files) {
    Holdings now = read(files);
    const Chain& chain = *now.verdicts.judged.chain;
    if (!chain.holds() || now.institute.sessions.empty()) return false;
    const JurySession session = now.institute.sessions.front();
    const Named checkpoint{chain.newest().checkpoint.number, chain.newest().digest};
    WholeRepository whole{std::move(now.institute), std::move(now.verdicts), {}};
    auto planned = plan_freeze(whole, *now.repository, session, *parse_date("2005-01-12"));
    auto* plan = std::get_if<PlannedFreeze>(&planned);
    if (!plan) return false;
    plan->freeze.checkpoint = checkpoint;
    for (const std::string& state : plan->states) keep(files, "snapshots/" + sha256_hex(state), state);
    for (const PlannedFreeze::Bound& one : plan->contents)
        if (const auto bytes = bytes_of(*now.repository, one)) keep(files, "snapshots/" + one.digest, *bytes);
    keep(files, fmt::format("freeze-{}.json", session.id), signed_file(plan->freeze, institute_key(), sample_instant));
    return true;
}

bool decide(Files& files, Random& random) {
    const Holdings now = read(files);
    if (now.institute.sessions.empty()) return false;
    const std::string session = now.institute.sessions.front().id;
    const JudgedFreeze* frozen = now.verdicts.judged.jury.freeze_of(session);
    if (!frozen || frozen->freeze.candidates.empty()) return false;
    JuryDecision decision;
    decision.institution = frozen->freeze.institution;
    decision.session = session;
    decision.trainee = random.one_of(frozen->freeze.candidates).trainee;
    decision.outcome = random.once_in(2) ? JuryOutcome::received : JuryOutcome::adjourned;
    decision.note = fmt::format("Note {}.", random.below(1000));
    decision.freeze = frozen->digest;
    if (const JudgedDecision* before = now.verdicts.judged.jury.decision_on(session, decision.trainee))
        decision.supersedes = {before->digest};
    const std::string bytes = signed_file(decision, test_key("r-aubanel"), sample_instant);
    keep(files, place_of(decision, sha256_hex(bytes)), bytes);
    return true;
}

} // namespace livret::tests
