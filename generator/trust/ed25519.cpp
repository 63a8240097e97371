#include "trust/ed25519.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace livret {

namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

bool verify_ed25519(const PublicKey& key, std::string_view message, const Signature& signature) {
    start_sodium();
    return crypto_sign_verify_detached(signature.data(), bytes_of(message), message.size(), key.data()) == 0;
}

bool is_valid_public_key(const PublicKey& key) {
    start_sodium();
    return crypto_core_ed25519_is_valid_point(key.data()) == 1;
}

SigningKey::SigningKey(SecretBytes seed, SecretBytes secret, PublicKey key)
    : seed_(std::move(seed)), secret_(std::move(secret)), public_(key) {}

SigningKey SigningKey::generate() {
    SecretBytes seed(seed_size);
    randombytes_buf(seed.data(), seed.size());
    return from_seed(seed);
}

SigningKey SigningKey::from_seed(const SecretBytes& seed) {
    start_sodium();
    if (seed.size() != seed_size) throw std::logic_error("a seed has 32 bytes");
    SecretBytes secret(crypto_sign_SECRETKEYBYTES);
    PublicKey key{};
    crypto_sign_seed_keypair(key.data(), secret.data(), seed.data());
    return {seed.clone(), std::move(secret), key};
}

Signature SigningKey::sign(std::string_view message) const {
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret_.data());
    return signature;
}

} // namespace livret
