// A signing key at rest: a JSON file whose seed is sealed under a passphrase (schema/trust.md §4).
//
// Argon2id makes a key of the passphrase, XChaCha20-Poly1305 seals the seed with it; every other member is authenticated
// with the seed, so nobody changes the name or the public key of a file without its passphrase. What the file asks of the
// machine is bounded before anything is computed: neither a cost of nothing nor 64 GiB.
#pragma once

#include "base/date.hpp"
#include "trust/ed25519.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace livret {

// What Argon2id costs: passes, and bytes of memory.
struct KeyCost {
    std::int64_t passes = 0, memory = 0;
    auto operator<=>(const KeyCost&) const = default;
};
inline constexpr KeyCost least_cost{2, 64ll << 20};   // libsodium's INTERACTIVE: the least that a file may say
inline constexpr KeyCost usual_cost{3, 256ll << 20};  // MODERATE: what new files say
inline constexpr KeyCost largest_cost{16, 1ll << 30}; // 1 GiB as SENSITIVE; the most that a file may say

inline constexpr std::size_t largest_key_file = 16384; // bytes
inline constexpr std::size_t longest_passphrase = 1024;

struct KeyFacts {
    std::string name; // a line: whose key it is, for people
    PublicKey key{};
    Date created{};
    bool example = false; // a test key that everybody knows: good for an example repository only
};

// A key file, closed: what can be said of it without its passphrase, none of it believed yet.
struct KeyFile {
    KeyFacts facts;
    KeyCost cost;
    std::string salt, nonce, sealed; // bytes
    std::string authenticated;       // canonical JSON of all members but `sealed`
};

enum class KeyFault {
    not_a_key_file, // no JSON, another kind of file, a member that is missing, unknown or damaged
    unknown_version,
    too_cheap, // its passphrase could be guessed: no program that keeps to schema/trust.md writes it
    too_dear,  // more than a machine can be asked
};

// The text of a key file for a key, sealed anew (fresh salt and nonce). Tests may take `least_cost`; no command does.
std::string seal_key(const SigningKey& key, const KeyFacts& facts, const SecretBytes& passphrase, KeyCost cost = usual_cost);

std::variant<KeyFile, KeyFault> read_key_file(std::string_view text);

// The key; nothing if the passphrase is another one or anything in the file was changed, which cannot be told apart.
// Throws std::bad_alloc if the machine has not the memory that the file asks for.
std::optional<SigningKey> open_key(const KeyFile& file, const SecretBytes& passphrase);

// SHA-256 of the did:key, in groups of four: what two people compare over the telephone.
std::string key_fingerprint(const PublicKey& key);

// Why a passphrase is not good enough for a new file; empty if it is. Length is what counts, not signs.
enum class PassphraseFault { none, too_short, too_few_signs, too_long };
inline constexpr std::size_t shortest_passphrase = 12; // bytes
PassphraseFault fault_of_new_passphrase(const SecretBytes& passphrase);

} // namespace livret
