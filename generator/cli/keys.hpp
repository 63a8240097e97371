// Which key file a command signs with, and its opening. Shared by attest, certify, trust and key.
//
//   const UnlockedKey mine = unlock_key(command);        // --key FILE, else the only one of the keys folder
//   signed_file(attestation, mine.key, instant);
//
// Ask first (cli/terminal.hpp: show_and_ask), unlock then, sign at last: a key is open no longer than it must.
#pragma once

#include "cli/passphrase.hpp"
#include "trust/key_file.hpp"

#include <span>
#include <string>
#include <vector>

namespace livret {

struct ClosedKey {
    std::string path;
    KeyFile file;
};
struct UnlockedKey {
    SigningKey key;
    KeyFacts facts;
    std::string path;
};

// One key file, read and not opened. Refuses (CommandError) what is no key file, what lies in a shared folder unless it is an
// example's test key, and what others may read (test keys likewise excepted).
ClosedKey read_key(const std::string& path);

// The key files of the keys folder, by name; those that cannot be used are passed over and named in `unusable`, if given.
std::vector<ClosedKey> keys_of_folder(std::vector<std::string>* unusable = nullptr);

// --key FILE (also a bare name of the keys folder: --key leroy), else the only file of the keys folder. Throws CommandError:
// none, several, none of those that are wanted.
ClosedKey choose_key(const Command& command);
// Likewise, but one of `wanted`: of several files the one that holds it. `what`: "la clé du registre", "the registry key".
ClosedKey choose_key(const Command& command, std::span<const PublicKey> wanted, const char* what_fr, const char* what_en);

// Asks for the passphrase, up to three times on a terminal. Throws CommandError: another passphrase, or a changed file.
UnlockedKey unlock(const Command& command, const ClosedKey& key);

UnlockedKey unlock_key(const Command& command);
UnlockedKey unlock_key(const Command& command, std::span<const PublicKey> wanted, const char* what_fr, const char* what_en);

// --now, else the clock, as a signed document says it (2005-01-17T10:20:00Z).
std::string signing_instant(const Command& command);

// The test key of that name, the same for everybody: its seed is the SHA-256 of "livret public test seed: " and the name.
SigningKey example_key(std::string_view name);
// Throws CommandError: a test key that everybody knows signs for an institution that is no example.
void refuse_example_key(const KeyFacts& key, bool example_institution);

} // namespace livret
