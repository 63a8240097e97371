#include "trust/key_file.hpp"

#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/chain.hpp"
#include "trust/did_key.hpp"
#include "trust/field_reader.hpp"

#include <sodium.h>

#include <array>
#include <new>
#include <stdexcept>
#include <utility>

namespace livret {

namespace {

constexpr std::string_view kind = "LivretKey";
constexpr std::int64_t version = 1;
constexpr std::size_t sealed_size = SigningKey::seed_size + crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string random_bytes(std::size_t size) {
    std::string out(size, '\0');
    randombytes_buf(out.data(), size);
    return out;
}

// The key that seals the seed.
SecretBytes stretch(const SecretBytes& passphrase, const std::string& salt, KeyCost cost) {
    SecretBytes key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    if (crypto_pwhash(key.data(), key.size(), passphrase.view().data(), passphrase.size(), bytes_of(salt),
                      static_cast<unsigned long long>(cost.passes), static_cast<std::size_t>(cost.memory),
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return key;
}

Json members(const KeyFile& file) {
    Json kdf = Json::object();
    kdf.set("name", "argon2id-1.3");
    kdf.set("passes", file.cost.passes);
    kdf.set("memory", file.cost.memory);
    kdf.set("salt", to_hex(file.salt));
    Json out = Json::object();
    out.set("type", kind);
    out.set("version", version);
    out.set("name", file.facts.name);
    out.set("key", did_key(file.facts.key));
    out.set("created", iso(file.facts.created));
    if (file.facts.example) out.set("example", true);
    out.set("kdf", std::move(kdf));
    out.set("cipher", "xchacha20-poly1305");
    out.set("nonce", to_hex(file.nonce));
    return out;
}

// Bytes written as exactly so many lower-case hexadecimal digits.
std::string bytes_in(FieldReader& in, std::string_view name, std::size_t size) {
    const std::string digits = in.line(name);
    if (digits.size() != 2 * size || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
        in.fault().say(in.place(name), "not as many hexadecimal digits as it has");
        return std::string(size, '\0');
    }
    return from_hex(digits);
}

void constant_word(FieldReader& in, std::string_view name, std::string_view word) {
    if (in.line(name) != word) in.fault().say(in.place(name), "unknown");
}

} // namespace

std::string seal_key(const SigningKey& key, const KeyFacts& facts, const SecretBytes& passphrase, KeyCost cost) {
    if (cost.passes < least_cost.passes || cost.memory < least_cost.memory) throw std::logic_error("too cheap for a key file");
    start_sodium();
    KeyFile file;
    file.facts = facts;
    file.facts.key = key.public_key();
    file.cost = cost;
    file.salt = random_bytes(crypto_pwhash_SALTBYTES);
    file.nonce = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    Json json = members(file);
    const std::string authenticated = canonical_json(json);
    const SecretBytes sealing = stretch(passphrase, file.salt, cost);
    std::string sealed(sealed_size, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed), nullptr, key.seed().data(), key.seed().size(),
                                               bytes_of(authenticated), authenticated.size(), nullptr, bytes_of(file.nonce),
                                               sealing.data());
    json.set("sealed", to_hex(sealed));
    return json.dump(Json::Style::indented) + "\n";
}

std::variant<KeyFile, KeyFault> read_key_file(std::string_view text) {
    if (text.size() > largest_key_file) return KeyFault::not_a_key_file;
    const auto parsed = parse_json(text);
    const Json* json = std::get_if<Json>(&parsed);
    if (!json || !json->is_object()) return KeyFault::not_a_key_file;
    const Json* type = json->find("type");
    const Json* number = json->find("version");
    if (!type || !type->is_string() || type->as_string() != kind || !number || !number->is_integer())
        return KeyFault::not_a_key_file;
    if (number->as_integer() != version) return KeyFault::unknown_version;

    KeyFile out;
    ReadFault fault;
    FieldReader in(json, "key file", fault);
    in.line("type");
    in.integer("version");
    out.facts.name = in.line("name");
    out.facts.key = in.key("key");
    out.facts.created = in.date("created");
    out.facts.example = in.optional_true("example");
    FieldReader kdf = in.object("kdf");
    constant_word(kdf, "name", "argon2id-1.3");
    out.cost.passes = kdf.integer("passes");
    out.cost.memory = kdf.integer("memory");
    out.salt = bytes_in(kdf, "salt", crypto_pwhash_SALTBYTES);
    kdf.end();
    constant_word(in, "cipher", "xchacha20-poly1305");
    out.nonce = bytes_in(in, "nonce", crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    out.sealed = bytes_in(in, "sealed", sealed_size);
    in.end();
    if (fault.found()) return KeyFault::not_a_key_file;
    if (out.cost.passes < least_cost.passes || out.cost.memory < least_cost.memory) return KeyFault::too_cheap;
    if (out.cost.passes > largest_cost.passes || out.cost.memory > largest_cost.memory) return KeyFault::too_dear;
    out.authenticated = canonical_json(members(out));
    return out;
}

std::optional<SigningKey> open_key(const KeyFile& file, const SecretBytes& passphrase) {
    start_sodium();
    const SecretBytes sealing = stretch(passphrase, file.salt, file.cost);
    SecretBytes seed(SigningKey::seed_size);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(seed.data(), nullptr, nullptr, bytes_of(std::string_view(file.sealed)),
                                                   file.sealed.size(), bytes_of(std::string_view(file.authenticated)),
                                                   file.authenticated.size(), bytes_of(std::string_view(file.nonce)),
                                                   sealing.data()) != 0)
        return std::nullopt;
    SigningKey key = SigningKey::from_seed(seed);
    if (key.public_key() != file.facts.key) return std::nullopt;
    return key;
}

std::string key_fingerprint(const PublicKey& key) {
    return grouped(sha256_hex(did_key(key)));
}

PassphraseFault fault_of_new_passphrase(const SecretBytes& passphrase) {
    constexpr int fewest_signs = 5; // "aaaaaaaaaaaa", "121212121212"
    if (passphrase.size() < shortest_passphrase) return PassphraseFault::too_short;
    if (passphrase.size() > longest_passphrase) return PassphraseFault::too_long;
    std::array<bool, 256> seen{};
    int signs = 0;
    for (std::size_t i = 0; i < passphrase.size(); ++i)
        if (!std::exchange(seen[passphrase.data()[i]], true)) ++signs;
    return signs < fewest_signs ? PassphraseFault::too_few_signs : PassphraseFault::none;
}

} // namespace livret
