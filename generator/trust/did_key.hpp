// How keys and signatures are written: base58btc (multibase z), did:key (multicodec ed 01).
#pragma once

#include "trust/ed25519.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace livret {

std::string base58(std::span<const unsigned char> bytes);
// The bytes, if there are exactly as many as `out` holds.
bool parse_base58(std::string_view text, std::span<unsigned char> out);

std::string did_key(const PublicKey& key); // did:key:z6Mk...
std::optional<PublicKey> parse_did_key(std::string_view text);
// did:key:z6Mk...#z6Mk..., as a proof names its key.
std::string verification_method(const PublicKey& key);
std::optional<PublicKey> parse_verification_method(std::string_view text);

std::string multibase(const Signature& signature); // z...
std::optional<Signature> parse_multibase_signature(std::string_view text);

} // namespace livret
