// Ed25519 signatures (RFC 8032) as libsodium decides them: canonical A and R, no point of small order, S < L.
// [with secret.cpp and key_file.cpp the only users of libsodium]
#pragma once

#include "trust/secret.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace livret {

using PublicKey = std::array<unsigned char, 32>;
using Signature = std::array<unsigned char, 64>;

// Whether `signature` is the key's over exactly `message`.
bool verify_ed25519(const PublicKey& key, std::string_view message, const Signature& signature);

// A point that may be registered: canonical, on the curve, in the main subgroup, not of small order.
bool is_valid_public_key(const PublicKey& key);

// A signing key in locked memory that is wiped afterwards. Cannot be copied.
class SigningKey {
  public:
    static constexpr std::size_t seed_size = 32;

    static SigningKey generate();
    static SigningKey from_seed(const SecretBytes& seed); // seed_size bytes

    const PublicKey& public_key() const { return public_; }
    const SecretBytes& seed() const { return seed_; }
    Signature sign(std::string_view message) const;

  private:
    SigningKey(SecretBytes seed, SecretBytes secret, PublicKey key);
    SecretBytes seed_;
    SecretBytes secret_; // seed and public key, as libsodium wants it
    PublicKey public_{};
};

} // namespace livret
