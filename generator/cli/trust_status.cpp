// livret trust status: what is in force, who may sign, and what is wrong, in plain words.
#include "cli/source_words.hpp"
#include "cli/trust_desk.hpp"
#include "cli/verdict_words.hpp"

#include "base/text.hpp"
#include "diag/printer.hpp"
#include "trust/did_key.hpp"
#include "trust/fault_words.hpp"

#include <utility>

#include <fmt/format.h>

namespace livret {

namespace {

// What is wrong, and with which file; "": with none in particular.
struct TrustFault {
    std::string path, text;
};

std::vector<TrustFault> faults(const Command& command, const TrustDesk& desk) {
    std::vector<TrustFault> out;
    std::string about;
    const VerdictWords words(command.language);
    const auto say = [&](const char* fr, const char* en, auto... values) {
        out.push_back({std::exchange(about, ""), fmt::format(fmt::runtime(command.say(fr, en)), values...)});
    };
    const auto damaged = [&](const std::string& path, const Judgement& judgement) {
        const auto file = desk.files.documents.find(path);
        about = "trust/" + path;
        const bool carriage = file != desk.files.documents.end() && file->second.find('\r') != std::string::npos;
        if (judgement.word == Word::malformed && carriage)
            say("trust/{} : git a changé ses fins de ligne ; ajoutez « trust/** -text » à .gitattributes, puis « git checkout -- "
                "trust »",
                "trust/{}: git changed its line ends; add “trust/** -text” to .gitattributes, then “git checkout -- trust”",
                path);
        else {
            const std::string what = judgement.what.empty() ? judgement.reason : fault_in(judgement.what, command.language);
            const std::string why = words.has("reason", judgement.reason) ? words.text("reason", judgement.reason)
                                                                          : words.text("means", text_of(judgement.word));
            say("trust/{} : {}{}. {}", "trust/{}: {}{}. {}", path, words.text("word", text_of(judgement.word)),
                what.empty() ? "" : fmt::format(" ({})", what), why);
        }
    };
    if (!desk.chain().holds()) {
        const std::string& broken = desk.chain().broken;
        say("la chaîne de confiance est rompue : {} ({})", "the chain of trust is broken: {} ({})",
            words.has("reason", broken) ? words.text("reason", broken) : words.text("reason", "unknown-root"), broken);
    }
    if (desk.memory.state == MemoryFinding::State::older)
        say("un état ancien a été remis : cette machine a déjà vu le point de contrôle {}",
            "an old state was put back: this machine has seen checkpoint {} already", desk.memory.seen->number);
    if (desk.memory.state == MemoryFinding::State::other)
        say("le point de contrôle {} a été remplacé par un autre", "checkpoint {} was replaced by another one",
            desk.memory.seen->number);
    for (const auto& [path, judgement] : desk.chain().documents)
        if (judgement.word != Word::valid) damaged(path, judgement);
    for (const auto& [path, judgement] : desk.judged.documents)
        if (judgement.word != Word::valid && judgement.word != Word::revoked && !desk.chain().documents.contains(path))
            damaged(path, judgement);
    for (const JudgedAttestation& one : desk.judged.attestations)
        if (one.judgement.word == Word::malformed || one.judgement.word == Word::bad_signature ||
            one.judgement.word == Word::unknown_key || one.judgement.word == Word::content_missing)
            damaged(one.path, one.judgement);
    for (const auto& [trainee, one] : desk.judged.incomplete)
        say("incomplet : au point de contrôle, attestations de {} : {} ; ici : {}",
            "incomplete: attestations of {} in the checkpoint: {}; here: {}", trainee, one.listed, one.present);
    for (const std::string& path : desk.judged.foreign_supersedes) {
        about = "trust/" + path;
        say("trust/{} : prétend remplacer l’attestation d’une autre personne ; sans effet",
            "trust/{}: claims to replace somebody else's attestation; without effect", path);
    }
    if (desk.chain().holds())
        for (const std::string& path : differs(desk.chain().registry.in_force, in_force_of(desk))) {
            about = path;
            say("{} n’est pas celui que l’institut a mis en vigueur (« livret trust roster --in-force » le fait)",
                "{} is not the one that the institute put in force (“livret trust roster --in-force” does)", path);
        }
    return out;
}

std::string until_words(const Command& command, const Period& span) {
    return span.until ? fmt::format(fmt::runtime(command.say("du {} au {}", "{} to {}")), iso(span.from), iso(*span.until))
                      : fmt::format(fmt::runtime(command.say("depuis le {}", "from {}")), iso(span.from));
}

std::size_t signed_since_checkpoint(const TrustDesk& desk, const PublicKey& key) {
    std::size_t out = 0;
    for (const JudgedAttestation& one : desk.judged.attestations)
        if (one.is_read && one.issuer == key && !one.listed) ++out;
    return out;
}

void print_signers(const Command& command, const TrustDesk& desk) {
    for (const RegisteredTrainer& one : desk.chain().registry.trainers) {
        print_data(fmt::format("{} ({})\n", one.name, one.id));
        for (const SignerScope& scope : one.scopes)
            print_data(fmt::format("  {}{} {}, {}\n", role_word(command, scope.role), command.say(" :", ":"),
                                   scope.gfps.front() == "*" ? std::string(command.say("tous les groupes", "all groups"))
                                                             : join(scope.gfps, ", "),
                                   until_words(command, scope.span)));
        for (const RegisteredKey& key : one.keys) {
            const std::string state =
                key.status == KeyStatus::active ? command.say("active", "active")
                : key.status == KeyStatus::retired
                    ? command.say("retirée", "retired")
                    : fmt::format("{} {}", command.say("compromise depuis le", "compromised since"), iso(key.since));
            print_data(
                fmt::format(fmt::runtime(command.say("  clé {} : {}, {} ; signatures depuis le dernier point de contrôle : {}\n",
                                                     "  key {}: {}, {}; signatures since the last checkpoint: {}\n")),
                            did_key(key.key), state, until_words(command, key.span), signed_since_checkpoint(desk, key.key)));
        }
    }
}

// What the institute took back for good, and why.
void print_endings(const Command& command, const Chain& chain) {
    for (const Revocation& one : chain.registry.revocations)
        print_data(terminal_text(fmt::format(fmt::runtime(command.say("annulée le {} : {} ({})\n", "revoked on {}: {} ({})\n")),
                                             iso(one.date), one.digest.substr(0, 8), one.reason)));
    for (const Erasure& one : chain.roster.erased)
        print_data(
            fmt::format(fmt::runtime(command.say("effacé le {} : {}\n", "erased on {}: {}\n")), iso(one.date), one.trainee));
}

Json status_json(const TrustDesk& desk, const std::vector<TrustFault>& wrong) {
    Json out = Json::object();
    out.set("root", desk.pin.fingerprint);
    out.set("ownClaim", desk.pin.own_claim());
    out.set("broken", desk.chain().broken);
    if (desk.chain().holds()) {
        out.set("example", desk.chain().roots.back().root.example);
        out.set("checkpoint", desk.chain().newest().checkpoint.number);
        out.set("checkpointDate", iso(desk.chain().newest().checkpoint.date));
        out.set("registry", desk.chain().registry.number);
        Json keys = Json::array();
        for (const RegisteredTrainer& one : desk.chain().registry.trainers)
            for (const RegisteredKey& key : one.keys) {
                Json line = Json::object();
                line.set("trainer", one.id);
                line.set("key", did_key(key.key));
                line.set("status", key.status == KeyStatus::active    ? "active"
                                   : key.status == KeyStatus::retired ? "retired"
                                                                      : "compromised");
                line.set("signedSinceCheckpoint", signed_since_checkpoint(desk, key.key));
                keys.push(std::move(line));
            }
        out.set("keys", std::move(keys));
    }
    Json list = Json::array();
    for (const TrustFault& one : wrong) list.push(one.text);
    out.set("wrong", std::move(list));
    return out;
}

} // namespace

Exit trust_status(const Command& command) {
    const TrustDesk desk = open_trust_desk(command);
    if (desk.pin.source == RootSource::none) require_chain(desk); // says how to begin
    const std::vector<TrustFault> wrong = faults(command, desk);
    const Exit exit = wrong.empty() ? Exit::fine : Exit::content;
    if (command.arguments.value("--format") == "json") {
        print_data(status_json(desk, wrong).dump(Json::Style::indented) + "\n");
        return exit;
    }
    if (command.arguments.value("--format") == "github") {
        for (const TrustFault& one : wrong)
            print_data(github_error(one.path.empty() ? "" : annotation_prefix(command) + one.path, one.text));
        return exit;
    }
    print_data(fmt::format("{} {}\n  ({})\n", command.say("racine", "root"), grouped(desk.pin.fingerprint),
                           words_for(desk.pin, command.language)));
    if (desk.chain().holds()) {
        const Root& root = desk.chain().roots.back().root;
        print_data(fmt::format(
            fmt::runtime(command.say("« {} »{} : racine {}, registre {}{}, point de contrôle {} du {}, {} stagiaires\n\n",
                                     "“{}”{}: root {}, registry {}{}, checkpoint {} of {}, {} trainees\n\n")),
            root.name, root.example ? command.say(" (exemple, clés d’essai)", " (example, test keys)") : "", root.number,
            desk.chain().registry.number,
            desk.chain().registry_digest == desk.chain().newest().checkpoint.registry.digest
                ? ""
                : command.say(" (pas encore dans un point de contrôle)", " (in no checkpoint yet)"),
            desk.chain().newest().checkpoint.number, iso(desk.chain().newest().checkpoint.date),
            desk.chain().roster.lines.size()));
        print_signers(command, desk);
        print_endings(command, desk.chain());
    }
    print_data(wrong.empty() ? command.say("\ntout va bien\n", "\nall is well\n")
                             : command.say("\nce qui ne va pas :\n", "\nwhat is wrong:\n"));
    for (const TrustFault& one : wrong) print_data("  " + one.text + "\n");
    return exit;
}

} // namespace livret
