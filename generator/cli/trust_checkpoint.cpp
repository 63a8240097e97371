// livret trust checkpoint
#include "cli/trust_desk.hpp"

#include "base/hash.hpp"
#include "cli/terminal.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// Every attestation that is well signed by somebody, and all that was listed before: a list never forgets. Those of an
// erased trainee are gone. What is new is listed since checkpoint `number`.
Leaves leaves_of(const TrustDesk& desk, std::int64_t number) {
    Leaves out = desk.chain().newest().leaves;
    for (const JudgedAttestation& one : desk.judged.attestations) {
        const Word word = one.judgement.word;
        if (!one.is_read || word == Word::malformed || word == Word::bad_signature || word == Word::unknown_key ||
            word == Word::erased)
            continue;
        std::vector<Listed>& list = out[one.attestation.trainee];
        const auto at = std::lower_bound(list.begin(), list.end(), one.digest,
                                         [](const Listed& listed, const Digest& digest) { return listed.digest < digest; });
        if (at == list.end() || at->digest != one.digest) list.insert(at, {one.digest, number});
    }
    for (const Erasure& one : desk.chain().roster.erased) out.erase(one.trainee);
    return out;
}

void refuse_faults(const TrustDesk& desk) {
    for (const auto& [trainee, missing] : desk.judged.incomplete)
        throw CommandError{
            Exit::content,
            fmt::format("incomplet : {} attestations de {} sont inscrites, {} sont là ; remettez les fichiers qui manquent "
                        "(l’historique de git les a)",
                        missing.listed, trainee, missing.present),
            fmt::format("incomplete: {} attestations of {} are listed, {} are here; put the missing files back (git's "
                        "history has them)",
                        missing.listed, trainee, missing.present)};
    for (const auto& [path, judgement] : desk.chain().documents)
        if (judgement.word != Word::valid)
            throw CommandError{
                Exit::content,
                fmt::format("« trust/{} » n’est la parole de personne ({}) : « livret trust status » dit pourquoi", path,
                            text_of(judgement.word)),
                fmt::format("“trust/{}” is nobody's word ({}): “livret trust status” says why", path, text_of(judgement.word))};
}

std::vector<PublicKey> who_may_sign(const TrustDesk& desk, Date today) {
    std::vector<PublicKey> out{desk.chain().roots.back().root.checkpoint};
    for (const RegisteredTrainer& one : desk.chain().registry.trainers) {
        const bool registrar = std::any_of(one.scopes.begin(), one.scopes.end(), [&](const SignerScope& scope) {
            return scope.role == Role::registrar && scope.span.holds_on(today);
        });
        for (const RegisteredKey& key : one.keys)
            if (registrar && key.status == KeyStatus::active) out.push_back(key.key);
    }
    return out;
}

} // namespace

std::string NextCheckpoint::path() const {
    return fmt::format("checkpoint-{}.json", checkpoint.number);
}
std::string NextCheckpoint::leaves_path() const {
    return fmt::format("checkpoint-{}.leaves", checkpoint.number);
}

NextCheckpoint next_checkpoint(const Command& command, const TrustDesk& desk) {
    refuse_faults(desk);
    const SealedCheckpoint& before = desk.chain().newest();
    const SealedRoot& root = desk.chain().roots.back();
    NextCheckpoint out;
    Checkpoint& next = out.checkpoint;
    next.institution = root.root.institution;
    next.number = before.checkpoint.number + 1;
    next.date = now_of(command).local_date();
    next.previous = before.digest;
    next.root = {root.root.number, root.digest};
    next.registry = {desk.chain().registry.number, desk.chain().registry_digest};
    const Leaves leaves = leaves_of(desk, next.number);
    out.leaves = write_leaves(leaves);
    next.tree = out.leaves.head();
    for (const auto& [trainee, digests] : leaves) out.listed += digests.size();
    for (const auto& [trainee, digests] : before.leaves) out.already += digests.size();
    out.changed = leaves != before.leaves || next.registry != before.checkpoint.registry || next.root != before.checkpoint.root;
    if (next.date < before.checkpoint.date)
        throw CommandError{Exit::usage,
                           fmt::format("le point de contrôle {} est du {} : le suivant ne peut pas être plus ancien",
                                       before.checkpoint.number, iso(before.checkpoint.date)),
                           fmt::format("checkpoint {} is of {}: the next one cannot be older", before.checkpoint.number,
                                       iso(before.checkpoint.date))};
    return out;
}

Exit trust_checkpoint(const Command& command) {
    TrustDesk desk = open_trust_desk(command);
    require_chain(desk);
    const NextCheckpoint next = next_checkpoint(command, desk);
    if (command.arguments.has("--if-changed") && !next.changed) {
        print_line(fmt::format(fmt::runtime(command.say("rien n’a changé depuis le point de contrôle {}",
                                                        "nothing has changed since checkpoint {}")),
                               desk.chain().newest().checkpoint.number));
        return Exit::fine;
    }
    const SealedRoot& root = desk.chain().roots.back();
    const ClosedKey closed =
        choose_key(command, who_may_sign(desk, next.checkpoint.date),
                   "une clé des points de contrôle ou d’un responsable du registre", "a checkpoint key or a registrar's");
    refuse_example_key(closed.file.facts, root.root.example);
    if (!show_and_ask(command,
                      fmt::format(fmt::runtime(command.say(
                                      "Ce qui sera signé : le point de contrôle {} de « {} », du {}\n  registre {}, racine {}\n"
                                      "  attestations inscrites : {} (avant : {})",
                                      "What will be signed: checkpoint {} of “{}”, of {}\n  registry {}, root {}\n"
                                      "  attestations listed: {} (before: {})")),
                                  next.checkpoint.number, root.root.name, iso(next.checkpoint.date),
                                  next.checkpoint.registry.number, next.checkpoint.root.number, next.listed, next.already),
                      "Signer ?", "Sign?"))
        return Exit::content;
    const UnlockedKey key = unlock(command, closed);
    // The leaves first: without its checkpoint a list of leaves says nothing, a checkpoint without its leaves is broken.
    refuse_left_lines(desk, next.leaves_path(), next.leaves.text);
    add_to_trust(*desk.disk, next.leaves_path(), next.leaves.text);
    add_to_trust(*desk.disk, next.path(), signed_file(next.checkpoint, key.key, signing_instant(command)));
    print_data("trust/" + next.path() + "\n");
    return Exit::fine;
}

} // namespace livret
