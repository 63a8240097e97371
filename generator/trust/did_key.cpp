#include "trust/did_key.hpp"

#include <algorithm>
#include <vector>

namespace livret {

namespace {

constexpr std::string_view alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view did_prefix = "did:key:z";
constexpr unsigned char ed25519_codec[2] = {0xED, 0x01};

std::string multikey(const PublicKey& key) {
    std::array<unsigned char, 34> bytes{ed25519_codec[0], ed25519_codec[1]};
    std::copy(key.begin(), key.end(), bytes.begin() + 2);
    return base58(bytes);
}

} // namespace

std::string base58(std::span<const unsigned char> bytes) {
    std::vector<unsigned> digits; // least first
    std::size_t zeros = 0;
    while (zeros < bytes.size() && bytes[zeros] == 0) ++zeros;
    for (const unsigned char byte : bytes.subspan(zeros)) {
        unsigned carry = byte;
        for (unsigned& digit : digits) {
            carry += digit << 8;
            digit = carry % 58;
            carry /= 58;
        }
        for (; carry > 0; carry /= 58) digits.push_back(carry % 58);
    }
    std::string out(zeros, alphabet[0]);
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) out += alphabet[*digit];
    return out;
}

bool parse_base58(std::string_view text, std::span<unsigned char> out) {
    if (text.size() > out.size() * 2) return false; // a digit is more than half a byte
    std::vector<unsigned> bytes;                    // least first
    std::size_t zeros = 0;
    while (zeros < text.size() && text[zeros] == alphabet[0]) ++zeros;
    for (const char c : text.substr(zeros)) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) return false;
        auto carry = static_cast<unsigned>(digit);
        for (unsigned& byte : bytes) {
            carry += byte * 58;
            byte = carry & 255;
            carry >>= 8;
        }
        for (; carry > 0; carry >>= 8) bytes.push_back(carry & 255);
    }
    if (zeros + bytes.size() != out.size()) return false;
    std::fill(out.begin(), out.end(), static_cast<unsigned char>(0));
    std::transform(bytes.rbegin(), bytes.rend(), out.begin() + static_cast<std::ptrdiff_t>(zeros),
                   [](unsigned byte) { return static_cast<unsigned char>(byte); });
    return true;
}

std::string did_key(const PublicKey& key) { return std::string(did_prefix) + multikey(key); }

std::optional<PublicKey> parse_did_key(std::string_view text) {
    std::array<unsigned char, 34> bytes{};
    if (!text.starts_with(did_prefix) || !parse_base58(text.substr(did_prefix.size()), bytes)) return std::nullopt;
    if (bytes[0] != ed25519_codec[0] || bytes[1] != ed25519_codec[1]) return std::nullopt;
    PublicKey key{};
    std::copy(bytes.begin() + 2, bytes.end(), key.begin());
    return key;
}

std::string verification_method(const PublicKey& key) { return did_key(key) + "#z" + multikey(key); }

std::optional<PublicKey> parse_verification_method(std::string_view text) {
    const auto hash = text.find('#');
    if (hash == std::string_view::npos) return std::nullopt;
    const auto key = parse_did_key(text.substr(0, hash));
    if (!key || text != verification_method(*key)) return std::nullopt;
    return key;
}

std::string multibase(const Signature& signature) { return "z" + base58(signature); }

std::optional<Signature> parse_multibase_signature(std::string_view text) {
    Signature signature{};
    if (!text.starts_with('z') || !parse_base58(text.substr(1), signature)) return std::nullopt;
    return signature;
}

} // namespace livret
