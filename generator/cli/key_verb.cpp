// livret key new | show | request | passphrase
#include "cli/keys.hpp"

#include "base/text.hpp"
#include "cli/new_files.hpp"
#include "cli/private_paths.hpp"
#include "cli/terminal.hpp"
#include "disk/disk.hpp"
#include "trust/did_key.hpp"
#include "trust/field_reader.hpp"
#include "trust/proof.hpp"

#include <array>
#include <filesystem>

#include <fmt/format.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

PassphrasePlace place_for(bool example) {
    return example ? PassphrasePlace::anywhere : PassphrasePlace::private_only;
}

// Where a new key goes: --key, else the keys folder under its name.
std::string path_of_new(const Command& command, const std::string& name) {
    if (command.arguments.has("--key")) return fs::absolute(command.arguments.value("--key")).lexically_normal().string();
    const std::string slug = file_slug(name);
    return fmt::format("{}/{}.json", keys_folder(), slug.empty() ? "cle" : slug);
}

void refuse_taken(const std::string& path) {
    std::error_code ignored;
    if (!fs::exists(fs::symlink_status(path, ignored))) return;
    throw CommandError{Exit::environment,
                       fmt::format("« {} » existe déjà : une clé n’en remplace jamais une autre ; prenez un autre nom", path),
                       fmt::format("“{}” exists already: a key never replaces another; take another name", path)};
}

Exit key_new(const Command& command) {
    const auto& rest = command.arguments.rest;
    const std::string file_name = rest.size() > 1 ? rest[1] : command.arguments.value("--name");
    const std::string name(trim(command.arguments.value("--name", file_name)));
    if (!is_line(name))
        throw CommandError{Exit::usage, "de qui est la clé ? livret key new --name \"Catherine Leroy\"",
                           "whose key is it? livret key new --name \"Catherine Leroy\""};
    const bool example = command.arguments.has("--example");
    const std::string path = path_of_new(command, file_name);
    if (!example) refuse_shared_place(path, SecretKind::key);
    refuse_taken(path);
    const SecretBytes passphrase = read_passphrase(command, PassphraseUse::seal, name, place_for(example));
    const SigningKey key = example ? example_key(file_name) : SigningKey::generate();
    const KeyFacts facts{name, key.public_key(), now_of(command).local_date(), example};
    write_private_file(path, seal_key(key, facts, passphrase), Replace::no);
    print_data(path + "\n");
    if (!command.quiet())
        print_line(fmt::format(
            fmt::runtime(command.say(
                "clé de « {0} » : {1}\nempreinte : {2}\n\nGardez-en une copie hors de cette machine (une clé USB, "
                "au coffre). Sans sa phrase secrète, elle ne sert à rien ;\nsans elle ou sa phrase, il faut une autre "
                "clé. Ensuite : « livret key request » pour l’institut.",
                "key of “{0}”: {1}\nfingerprint: {2}\n\nKeep a copy of it away from this machine (a USB stick in a safe). "
                "Without its passphrase it is of no use;\nwithout it or its passphrase another key is needed. "
                "Next: “livret key request”, for the institute.")),
            name, did_key(key.public_key()), key_fingerprint(key.public_key())));
    return Exit::fine;
}

void show_one(const Command& command, const ClosedKey& one) {
    const KeyFacts& facts = one.file.facts;
    print_data(fmt::format(
        fmt::runtime(command.say("{0}{1}\n  fichier    {2}\n  faite le   {3}\n  clé        {4}\n  empreinte  {5}\n",
                                 "{0}{1}\n  file         {2}\n  made on      {3}\n  key          {4}\n  fingerprint  {5}\n")),
        facts.name, facts.example ? command.say(" (clé d’essai, connue de tous)", " (test key that everybody knows)") : "",
        one.path, iso(facts.created), did_key(facts.key), key_fingerprint(facts.key)));
}

Exit key_show(const Command& command) {
    if (command.arguments.has("--key")) {
        show_one(command, choose_key(command));
        return Exit::fine;
    }
    std::vector<std::string> unusable;
    const std::vector<ClosedKey> keys = keys_of_folder(&unusable);
    if (keys.empty()) choose_key(command); // says what is missing
    for (const ClosedKey& one : keys) show_one(command, one);
    for (const std::string& path : unusable) {
        try {
            read_key(path);
        } catch (const CommandError& error) {
            print_line("livret: " + (command.french() ? error.fr : error.en));
        }
    }
    return unusable.empty() ? Exit::fine : Exit::content;
}

// A file for the registrar; where `path` is empty, on standard output.
Exit key_request(const Command& command) {
    const auto& rest = command.arguments.rest;
    const std::string path = rest.size() > 1 ? rest[1] : "";
    const ClosedKey closed = choose_key(command);
    const KeyFacts& facts = closed.file.facts;
    const std::string name = command.arguments.value("--name", facts.name);
    if (!is_line(name))
        throw CommandError{Exit::usage, "--name : un nom sur une ligne est attendu", "--name: a name on one line is expected"};
    if (!show_and_ask(command,
                      fmt::format(fmt::runtime(command.say(
                                      "Ce qui sera signé : « je suis {}, et voici ma clé publique »\n  {}\n  empreinte  {}",
                                      "What will be signed: “I am {}, and this is my public key”\n  {}\n  fingerprint  {}")),
                                  name, did_key(facts.key), key_fingerprint(facts.key)),
                      "Signer ?", "Sign?"))
        return Exit::content;
    const UnlockedKey mine = unlock(command, closed);
    const std::string text = signed_file(KeyRequest{name, facts.key}, mine.key, signing_instant(command));
    if (path.empty()) {
        print_data(text);
    } else {
        const fs::path whole = fs::absolute(path).lexically_normal();
        make_folders(whole.parent_path().string());
        open_real_disk(whole.parent_path().string())->write_new(whole.filename().string(), text);
        print_data(path + "\n");
    }
    if (!command.quiet())
        print_line(command.say(
            "Donnez ce fichier au responsable du registre, et lisez-lui l’empreinte de vive voix. Rien n’y est secret.",
            "Give this file to the registrar, and read the fingerprint to him in person or by telephone. Nothing in it is "
            "secret."));
    return Exit::fine;
}

Exit key_passphrase(const Command& command) {
    const ClosedKey closed = choose_key(command);
    const UnlockedKey mine = unlock(command, closed);
    const SecretBytes next = read_passphrase(command, PassphraseUse::seal_next, mine.facts.name, place_for(mine.facts.example));
    write_private_file(fs::weakly_canonical(closed.path).string(), seal_key(mine.key, mine.facts, next), Replace::yes);
    if (!command.quiet())
        print_line(fmt::format(
            fmt::runtime(command.say("la phrase secrète de « {} » a changé ; les copies du fichier gardent l’ancienne",
                                     "the passphrase of “{}” has changed; copies of the file keep the old one")),
            mine.facts.name));
    return Exit::fine;
}

} // namespace

Exit run_key(const Command& command) {
    const std::string& what = command.arguments.rest.front(); // one of the table's
    if (what == "new") return key_new(command);
    if (what == "show") return key_show(command);
    if (what == "request") return key_request(command);
    return key_passphrase(command);
}

} // namespace livret
