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

PassphrasePlace place_for(bool example) { return example ? PassphrasePlace::anywhere : PassphrasePlace::private_only; }

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
        throw CommandError{Exit::environment,
                           fmt::format("« {} » existe déjà, sous une autre phrase secrète : une clef n’en remplace jamais une autre", path),
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
        if (line.starts_with("institution:") || line.starts_with("établissement:")) inside = true;
        else if (inside && !line.starts_with(' ')) inside = false;
        const std::string_view key = trim(line);
        if (!inside || done || !(key.starts_with("id:") || key.starts_with("identifiant:"))) continue;
        out += std::string(line.substr(0, line.size() - trim(line).size())) + (key.starts_with("id:") ? "root: " : "racine: ") + fingerprint + "\n";
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

} // namespace

Exit trust_init(const Command& command) {
    TrustDesk desk = open_trust_desk(command);
    const Configuration& settings = desk.institute.configuration;
    if (desk.files.documents.contains("root-1.json"))
        throw CommandError{Exit::environment, "« trust/root-1.json » existe déjà : l’institut a sa racine, et n’en aura pas d’autre",
                           "“trust/root-1.json” exists already: the institute has its root, and will have no other"};
    if (settings.institution_id.empty() || settings.institution_name.empty())
        throw CommandError{Exit::content, "livret.yaml ne dit pas l’identifiant et le nom de l’institut (institution : id, name)",
                           "livret.yaml does not say the institute's id and name (institution: id, name)"};
    const bool example = command.arguments.has("--example");
    const std::string yaml = desk.disk->read("livret.yaml");
    const Date today = now_of(command).local_date();
    if (!show_and_ask(command,
                      fmt::format(fmt::runtime(command.say("« {} » ({}) : quatre clefs (racine, registre, points de contrôle, attestations de l’institut) dans\n"
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
        keys.push_back(make_key(key_path(root.institution, role.role, 1), fmt::format("{}, {}", root.name, command.say(role.fr, role.role)), today,
                                example, passphrase));
        root.*role.member = keys.back().public_key();
    }
    const std::string instant = signing_instant(command);
    const std::string root_bytes = signed_file(root, keys[0], instant);
    const Digest fingerprint = sha256_hex(root_bytes);
    const std::string mended = settings.root_fingerprint.empty() ? with_fingerprint(yaml, fingerprint) : yaml;
    Registry registry;
    registry.institution = root.institution;
    registry.in_force = in_force_of(desk);
    registry.in_force.configuration = sha256_hex(lf_text(mended));
    const std::string registry_bytes = signed_file(registry, keys[1], instant);
    Checkpoint first;
    first.institution = root.institution;
    first.date = today;
    first.root = {1, fingerprint};
    first.registry = {1, sha256_hex(registry_bytes)};
    const LeafFile leaves = write_leaves({});
    first.tree_root = merkle_root(leaves.entries);
    // The root last: until it is there, the rest is nobody's word, and another run may write it anew.
    desk.disk->write("trust/registry-1.json", registry_bytes);
    desk.disk->write("trust/checkpoint-0.leaves", leaves.text);
    desk.disk->write("trust/checkpoint-0.json", signed_file(first, keys[2], instant));
    if (mended != yaml) desk.disk->write("livret.yaml", mended);
    add_to_trust(*desk.disk, "root-1.json", root_bytes);
    print_data(fmt::format(fmt::runtime(command.say("empreinte de l’institut, à donner sur papier aux jurys, avec le numéro du dernier point de contrôle :\n{}\n",
                                                    "the institute's fingerprint, to be given to juries on paper, with the number of the newest checkpoint:\n{}\n")),
                           in_lines(fingerprint)));
    if (!command.quiet() && mended == yaml && settings.root_fingerprint != fingerprint)
        print_line(fmt::format(fmt::runtime(command.say("à écrire dans livret.yaml, sous institution : root: {}", "to be written in livret.yaml, under institution: root: {}")),
                               fingerprint));
    if (!command.quiet())
        print_line(command.say("Copiez les quatre clefs hors de cette machine, et celle de la racine au coffre. Ensuite : « livret trust add », « livret trust roster ».",
                               "Copy the four keys away from this machine, and that of the root into a safe. Next: “livret trust add”, “livret trust roster”."));
    return Exit::fine;
}

Exit trust_rotate(const Command& command) {
    const auto& rest = command.arguments.rest;
    const RoleKey* wanted = nullptr;
    for (const RoleKey& one : roles)
        if (rest.size() == 2 && rest[1] == one.role) wanted = &one;
    if (!wanted)
        throw CommandError{Exit::usage, "quelle clef changer ? livret trust rotate root, registry, checkpoint ou certificate",
                           "which key is to change? livret trust rotate root, registry, checkpoint or certificate"};
    TrustDesk desk = open_trust_desk(command);
    require_chain(desk);
    const SealedRoot& before = desk.chain().roots.back();
    if (wanted->member == &Root::registry && desk.chain().registry_digest != desk.chain().newest().checkpoint.registry.digest)
        throw CommandError{Exit::content, "le dernier registre n’est dans aucun point de contrôle : d’abord « livret trust checkpoint »",
                           "the newest registry is in no checkpoint yet: “livret trust checkpoint” first"};
    Root next = before.root;
    next.number = before.root.number + 1;
    next.previous = before.digest;
    if (!show_and_ask(command,
                      fmt::format(fmt::runtime(command.say("Ce qui sera signé : la racine {} de « {} », avec une nouvelle clef ({})",
                                                           "What will be signed: root {} of “{}”, with a new key ({})")),
                                  next.number, next.name, command.say(wanted->fr, wanted->role)),
                      "Signer ?", "Sign?"))
        return Exit::content;
    const UnlockedKey old = unlock_key(command, std::span(&before.root.root, 1), "la clef de la racine", "the root key");
    refuse_example_key(old.facts, next.example);
    const SecretBytes passphrase = read_passphrase(command, PassphraseUse::seal_next, wanted->role, place_for(next.example));
    const SigningKey fresh = make_key(key_path(next.institution, wanted->role, next.number),
                                      fmt::format("{}, {}", next.name, command.say(wanted->fr, wanted->role)), now_of(command).local_date(),
                                      next.example, passphrase);
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
