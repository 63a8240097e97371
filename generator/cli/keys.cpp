#include "cli/keys.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "cli/private_paths.hpp"
#include "disk/disk.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

CommandError refused(std::string fr, std::string en) {
    return {Exit::environment, std::move(fr), std::move(en)};
}

// A key file is sealed: its bytes are no secret.
std::string read_all(const PrivateFile& file, const std::string& path) {
    std::string out;
    std::array<char, 4096> part{};
    while (out.size() <= largest_key_file) {
        const ssize_t count = ::read(file.descriptor(), part.data(), part.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw DiskError("read", path, std::error_code(errno, std::generic_category()));
        if (count == 0) break;
        out.append(part.data(), static_cast<std::size_t>(count));
    }
    return out;
}

CommandError bad_key_file(const std::string& path, KeyFault fault) {
    switch (fault) {
    case KeyFault::not_a_key_file:
        break;
    case KeyFault::unknown_version:
        return refused(fmt::format("« {} » vient d’un Livret plus récent que celui-ci", path),
                       fmt::format("“{}” comes from a newer Livret than this one", path));
    case KeyFault::too_cheap:
        return refused(fmt::format("« {} » protège trop peu sa clé : aucun Livret n’écrit cela, le fichier a été modifié", path),
                       fmt::format("“{}” protects its key too little: no Livret writes that, the file was changed", path));
    case KeyFault::too_dear:
        return refused(
            fmt::format("« {} » demande trop de mémoire ou de temps : aucun Livret n’écrit cela, le fichier a été modifié", path),
            fmt::format("“{}” asks for too much memory or time: no Livret writes that, the file was changed", path));
    }
    return refused(fmt::format("« {} » n’est pas un fichier de clé, ou il est abîmé : reprenez-en une copie", path),
                   fmt::format("“{}” is no key file, or it is damaged: take a copy of it again", path));
}

std::string listed(const std::vector<ClosedKey>& keys) {
    std::string out;
    for (const ClosedKey& one : keys) out += fmt::format("\n  --key {}    {}", one.path, one.file.facts.name);
    return out;
}

// --key leroy: the keys folder's leroy.json.
std::string path_of_option(const std::string& given) {
    return is_slug(given) && !fs::exists(given) ? keys_folder() + "/" + given + ".json" : given;
}

} // namespace

ClosedKey read_key(const std::string& path) {
    const PrivateFile file(path);
    auto read = read_key_file(read_all(file, path));
    if (const auto* fault = std::get_if<KeyFault>(&read)) throw bad_key_file(path, *fault);
    ClosedKey out{path, std::move(std::get<KeyFile>(read))};
    if (!out.file.facts.example) {
        refuse_shared_place(path, SecretKind::key);
        refuse_public_file(file, path, SecretKind::key);
    }
    return out;
}

std::vector<ClosedKey> keys_of_folder(std::vector<std::string>* unusable) {
    std::vector<ClosedKey> out;
    const std::string folder = keys_folder();
    if (!is_folder(folder)) return out;
    for (const DiskEntry& entry : open_real_disk(folder)->list("")) {
        if (entry.kind == EntryKind::folder || !entry.name.ends_with(".json") || entry.name.starts_with('.')) continue;
        const std::string path = folder + "/" + entry.name;
        try {
            out.push_back(read_key(path));
        } catch (const CommandError&) {
            if (unusable) unusable->push_back(path);
        } catch (const DiskError&) {
            if (unusable) unusable->push_back(path);
        }
    }
    return out;
}

ClosedKey choose_key(const Command& command) {
    if (command.arguments.has("--key")) return read_key(path_of_option(command.arguments.value("--key")));
    std::vector<std::string> unusable;
    std::vector<ClosedKey> keys = keys_of_folder(&unusable);
    if (keys.size() == 1) return std::move(keys.front());
    if (!keys.empty())
        throw refused(fmt::format("plusieurs clés sont dans « {} » ; dites laquelle :{}", keys_folder(), listed(keys)),
                      fmt::format("there are several keys in “{}”; say which one:{}", keys_folder(), listed(keys)));
    if (!unusable.empty()) read_key(unusable.front()); // says what is wrong with it
    throw refused(
        fmt::format("aucune clé dans « {} » : « livret key new » en fait une, --key FICHIER en désigne une", keys_folder()),
        fmt::format("no key in “{}”: “livret key new” makes one, --key FILE names one", keys_folder()));
}

ClosedKey choose_key(const Command& command, std::span<const PublicKey> wanted, const char* what_fr, const char* what_en) {
    const auto fits = [&](const ClosedKey& one) {
        return std::find(wanted.begin(), wanted.end(), one.file.facts.key) != wanted.end();
    };
    if (command.arguments.has("--key")) {
        ClosedKey given = choose_key(command);
        if (fits(given)) return given;
        throw refused(fmt::format("« {} » n’est pas {}", given.path, what_fr),
                      fmt::format("“{}” is not {}", given.path, what_en));
    }
    std::vector<std::string> unusable;
    for (ClosedKey& one : keys_of_folder(&unusable))
        if (fits(one)) return std::move(one);
    if (!unusable.empty()) read_key(unusable.front());
    throw refused(fmt::format("aucune des clés de « {} » n’est {} : --key FICHIER dit où elle est", keys_folder(), what_fr),
                  fmt::format("none of the keys in “{}” is {}: --key FILE says where it is", keys_folder(), what_en));
}

UnlockedKey unlock(const Command& command, const ClosedKey& key) {
    const KeyFacts& facts = key.file.facts;
    const int tries = passphrase_is_given(command) ? 1 : 3;
    for (int i = 0; i < tries; ++i) {
        const SecretBytes passphrase = read_passphrase(command, PassphraseUse::open, facts.name,
                                                       facts.example ? PassphrasePlace::anywhere : PassphrasePlace::private_only);
        if (auto opened = open_key(key.file, passphrase)) return {std::move(*opened), facts, key.path};
        if (i + 1 < tries) print_line(command.say("ce n’est pas cette phrase-là", "that is not the passphrase"));
    }
    throw refused(
        fmt::format("« {} » ne s’ouvre pas : la phrase secrète n’est pas la bonne, ou le fichier a été modifié", key.path),
        fmt::format("“{}” does not open: the passphrase is not the right one, or the file was changed", key.path));
}

UnlockedKey unlock_key(const Command& command) {
    return unlock(command, choose_key(command));
}

UnlockedKey unlock_key(const Command& command, std::span<const PublicKey> wanted, const char* what_fr, const char* what_en) {
    return unlock(command, choose_key(command, wanted, what_fr, what_en));
}

std::string signing_instant(const Command& command) {
    return iso(Moment{now_of(command).utc, 0});
}

SigningKey example_key(std::string_view name) {
    const std::string hex = sha256_hex(fmt::format("livret public test seed: {}", name));
    SecretBytes seed(SigningKey::seed_size);
    for (std::size_t i = 0; i < SigningKey::seed_size; ++i)
        seed.data()[i] = static_cast<unsigned char>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
    return SigningKey::from_seed(seed);
}

void refuse_example_key(const KeyFacts& key, bool example_institution) {
    if (!key.example || example_institution) return;
    throw refused(fmt::format("« {} » est une clé d’essai, que tout le monde connaît : elle ne signe que pour un dépôt d’exemple",
                              key.name),
                  fmt::format("“{}” is a test key that everybody knows: it signs for an example repository only", key.name));
}

} // namespace livret
