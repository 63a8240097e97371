// livret trust init | rotate
#include "cli/trust_desk.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "cli/private_paths.hpp"
#include "cli/terminal.hpp"
#include "load/readers.hpp"
#include "trust/did_key.hpp"

#include <array>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace {

struct RoleKey {
    const char* role;
    const char* fr;
    PublicKey Root::*member;
};
constexpr std::array roles{
    RoleKey{"root", "racine", &Root::root},
    RoleKey{"registry", "registre", &Root::registry},
    RoleKey{"checkpoint", "points de contrôle", &Root::checkpoint},
    RoleKey{"certificate", "attestations de l’institut", &Root::certificate},
};

PassphrasePlace place_for(bool example) {
    return example ? PassphrasePlace::anywhere : PassphrasePlace::private_only;
}

std::string key_path(const std::string& institution, const std::string& role, std::int64_t number) {
    return fmt::format("{}/{}-{}{}.json", keys_folder(), institution, role, number > 1 ? fmt::format("-{}", number) : "");
}

// A new key file; one that an interrupted run left is used again if the passphrase opens it.
SigningKey make_key(const std::string& path, const std::string& name, Date today, bool example, const SecretBytes& passphrase) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) {
        const ClosedKey left = read_key(path);
        refuse_example_key(left.file.facts, example);
        if (auto opened = open_key(left.file, passphrase)) return std::move(*opened);
        throw CommandError{
            Exit::environment,
            fmt::format("« {} » existe déjà, sous une autre phrase secrète : une clé n’en remplace jamais une autre", path),
            fmt::format("“{}” exists already, under another passphrase: a key never replaces another", path)};
    }
    SigningKey key = example ? example_key(std::filesystem::path(path).stem().string()) : SigningKey::generate();
    write_private_file(path, seal_key(key, {name, key.public_key(), today, example}, passphrase), Replace::no);
    return key;
}

// livret.yaml with the fingerprint put under `institution:`; unchanged if that cannot be done without doubt.
std::string with_fingerprint(const std::string& yaml, const Digest& fingerprint) {
    std::string out;
    bool inside = false, done = false;
    for (const std::string_view line : split_lines(yaml)) {
        out += std::string(line) + "\n";
        if (line.starts_with("institution:") || line.starts_with("établissement:"))
            inside = true;
        else if (inside && !line.starts_with(' '))
            inside = false;
        const std::string_view key = trim(line);
        if (!inside || done || !(key.starts_with("id:") || key.starts_with("identifiant:"))) continue;
        out += std::string(line.substr(0, line.size() - trim(line).size())) + (key.starts_with("id:") ? "root: " : "racine: ") +
               fingerprint + "\n";
        done = true;
    }
    Sink sink;
    const Configuration read = read_configuration(out, sink);
    return done && sink.errors() == 0 && read.root_fingerprint == fingerprint ? out : yaml;
}

std::string in_lines(const Digest& fingerprint) {
    return fmt::format("  {}\n  {}\n  {}\n  {}", grouped(fingerprint.substr(0, 16)), grouped(fingerprint.substr(16, 16)),
                       grouped(fingerprint.substr(32, 16)), grouped(fingerprint.substr(48)));
}

// What an earlier init left that was stopped before its root: finished with the same keys and the same instant, it comes to
// the same bytes, so nothing is ever replaced.
struct Unfinished {
    std::string instant;
    std::optional<Date> day;
};

Unfinished unfinished(const Command& command, const TrustDesk& desk) {
    Unfinished out;
    const auto mine = [&](const char* role, const PublicKey& issuer) {
        const std::string path = key_path(desk.institute.configuration.institution_id, role, 1);
        std::error_code ignored;
        return std::filesystem::exists(path, ignored) && read_key(path).file.facts.key == issuer;
    };
    for (const auto& [path, bytes] : desk.files.documents) {
        const auto read = read_signed(bytes);
        const auto* document = std::get_if<SignedDocument>(&read);
        const Checkpoint* checkpoint = document ? std::get_if<Checkpoint>(&document->subject) : nullptr;
        if (path == "registry-1.json" && document && mine("registry", document->issuer))
            out.instant = document->valid_from;
        else if (path == "checkpoint-0.json" && checkpoint && mine("checkpoint", document->issuer))
            out.day = checkpoint->date;
        else if ((path != "checkpoint-0.leaves" && path != "registry-1.roster") || !bytes.empty())
            throw CommandError{
                Exit::content,
                fmt::format("« trust/{} » est là, sans racine : quelqu’un d’autre fait peut-être l’institut en ce moment ; rien "
                            "n’a été remplacé. Si plus personne n’en veut, supprimez trust/ et recommencez",
                            path),
                fmt::format("“trust/{}” is there, without a root: perhaps somebody else is making the institute right now; "
                            "nothing was replaced. If nobody wants it any more, remove trust/ and start again",
                            path)};
    }
    if (out.instant.empty()) out.instant = signing_instant(command);
    return out;
}

} // namespace

Exit trust_init(const Command& command) {
    TrustDesk desk = open_trust_desk(command);
    const Configuration& settings = desk.institute.configuration;
    if (desk.files.documents.contains("root-1.json"))
        throw CommandError{Exit::environment,
                           "« trust/root-1.json » existe déjà : l’institut a sa racine, et n’en aura pas d’autre",
                           "“trust/root-1.json” exists already: the institute has its root, and will have no other"};
    if (settings.institution_id.empty() || settings.institution_name.empty())
        throw CommandError{Exit::content, "livret.yaml ne dit pas l’identifiant et le nom de l’institut (institution : id, name)",
                           "livret.yaml does not say the institute's id and name (institution: id, name)"};
    const bool example = command.arguments.has("--example");
    const std::string yaml = desk.disk->read("livret.yaml");
    const Unfinished before = unfinished(command, desk);
    const Date today = before.day.value_or(now_of(command).local_date());
    if (!show_and_ask(
            command,
            fmt::format(
                fmt::runtime(command.say(
                    "« {} » ({}) : quatre clés (racine, registre, points de contrôle, attestations de l’institut) dans\n"
                    "  {}\nsous une même phrase secrète ; puis la racine, le registre 1 et le point de contrôle 0 dans trust/.",
                    "“{}” ({}): four keys (root, registry, checkpoint, certificate) in\n  {}\nunder one passphrase; "
                    "then the root, registry 1 and checkpoint 0 in trust/.")),
                settings.institution_name, settings.institution_id, keys_folder()),
            "Créer ?", "Create?"))
        return Exit::content;
    if (!example) refuse_shared_place(keys_folder() + "/x.json", SecretKind::key);
    const SecretBytes passphrase = read_passphrase(command, PassphraseUse::seal, settings.institution_id, place_for(example));
    Root root;
    root.institution = settings.institution_id;
    root.name = settings.institution_name;
    root.example = example;
    std::vector<SigningKey> keys;
    for (const RoleKey& role : roles) {
        keys.push_back(make_key(key_path(root.institution, role.role, 1),
                                fmt::format("{}, {}", root.name, command.say(role.fr, role.role)), today, example, passphrase));
        root.*role.member = keys.back().public_key();
    }
    const std::string& instant = before.instant;
    const std::string root_bytes = signed_file(root, keys[0], instant);
    const Digest fingerprint = sha256_hex(root_bytes);
    const std::string mended = settings.root_fingerprint.empty() ? with_fingerprint(yaml, fingerprint) : yaml;
    Registry registry;
    registry.institution = root.institution;
    const LineFile nobody = write_roster({}), nothing = write_leaves({});
    registry.roster = nobody.head();
    registry.in_force = in_force_of(desk);
    registry.in_force.configuration = sha256_hex(lf_text(mended));
    const std::string registry_bytes = signed_file(registry, keys[1], instant);
    Checkpoint first;
    first.institution = root.institution;
    first.date = today;
    first.root = {1, fingerprint};
    first.registry = {1, sha256_hex(registry_bytes)};
    first.tree = nothing.head();
    if (desk.disk->read("livret.yaml") != yaml)
        throw CommandError{Exit::content, "livret.yaml a changé pendant ce temps : rien n’a été écrit dans le dépôt, recommencez",
                           "livret.yaml changed meanwhile: nothing was written in the repository, start again"};
    // The registry first: of two who begin at once, one is refused here. The root last: until it is there, the rest is nobody's
    // word, and another run finishes it.
    add_to_trust(*desk.disk, "registry-1.json", registry_bytes);
    add_to_trust(*desk.disk, "registry-1.roster", nobody.text);
    add_to_trust(*desk.disk, "checkpoint-0.leaves", nothing.text);
    add_to_trust(*desk.disk, "checkpoint-0.json", signed_file(first, keys[2], instant));
    if (mended != yaml) desk.disk->write("livret.yaml", mended);
    add_to_trust(*desk.disk, "root-1.json", root_bytes);
    print_data(fmt::format(
        fmt::runtime(command.say(
            "empreinte de l’institut, à donner sur papier aux jurys, avec le numéro du dernier point de contrôle :\n{}\n",
            "the institute's fingerprint, to be given to juries on paper, with the number of the newest checkpoint:\n{}\n")),
        in_lines(fingerprint)));
    if (!command.quiet() && mended == yaml && settings.root_fingerprint != fingerprint)
        print_line(fmt::format(fmt::runtime(command.say("à écrire dans livret.yaml, sous institution : root: {}",
                                                        "to be written in livret.yaml, under institution: root: {}")),
                               fingerprint));
    if (!command.quiet())
        print_line(command.say("Copiez les quatre clés hors de cette machine, et celle de la racine au coffre. Ensuite : « "
                               "livret trust add », « livret trust roster ».",
                               "Copy the four keys away from this machine, and that of the root into a safe. Next: “livret trust "
                               "add”, “livret trust roster”."));
    return Exit::fine;
}

Exit trust_rotate(const Command& command) {
    const auto& rest = command.arguments.rest;
    const RoleKey* wanted = nullptr;
    for (const RoleKey& one : roles)
        if (rest.size() == 2 && rest[1] == one.role) wanted = &one;
    if (!wanted)
        throw CommandError{Exit::usage, "quelle clé changer ? livret trust rotate root, registry, checkpoint ou certificate",
                           "which key is to change? livret trust rotate root, registry, checkpoint or certificate"};
    TrustDesk desk = open_trust_desk(command);
    require_chain(desk);
    const SealedRoot& before = desk.chain().roots.back();
    if (wanted->member == &Root::registry && desk.chain().registry_digest != desk.chain().newest().checkpoint.registry.digest)
        throw CommandError{Exit::content,
                           "le dernier registre n’est dans aucun point de contrôle : d’abord « livret trust checkpoint »",
                           "the newest registry is in no checkpoint yet: “livret trust checkpoint” first"};
    Root next = before.root;
    next.number = before.root.number + 1;
    next.previous = before.digest;
    const ClosedKey closed = choose_key(command, std::span(&before.root.root, 1), "la clé de la racine", "the root key");
    refuse_example_key(closed.file.facts, next.example);
    if (!show_and_ask(
            command,
            fmt::format(fmt::runtime(command.say("Ce qui sera signé : la racine {} de « {} », avec une nouvelle clé ({})",
                                                 "What will be signed: root {} of “{}”, with a new key ({})")),
                        next.number, next.name, command.say(wanted->fr, wanted->role)),
            "Signer ?", "Sign?"))
        return Exit::content;
    const UnlockedKey old = unlock(command, closed);
    const SecretBytes passphrase = read_passphrase(command, PassphraseUse::seal_next, wanted->role, place_for(next.example));
    const SigningKey fresh = make_key(key_path(next.institution, wanted->role, next.number),
                                      fmt::format("{}, {}", next.name, command.say(wanted->fr, wanted->role)),
                                      now_of(command).local_date(), next.example, passphrase);
    next.*wanted->member = fresh.public_key();
    const SigningKey& own = wanted->member == &Root::root ? fresh : old.key;
    const std::string path = fmt::format("root-{}.json", next.number);
    add_to_trust(*desk.disk, path, signed_root(next, old.key, own, signing_instant(command)));
    print_data("trust/" + path + "\n");
    if (!command.quiet())
        print_line(command.say("Ensuite : « livret trust checkpoint ». L’empreinte de l’institut ne change pas.",
                               "Next: “livret trust checkpoint”. The institute's fingerprint does not change."));
    return Exit::fine;
}

} // namespace livret
