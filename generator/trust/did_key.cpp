#include "trust/did_key.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace livret {

namespace {

constexpr std::string_view alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::array<signed char, 256> values = [] { // of each digit; -1: it is none
    std::array<signed char, 256> out{};
    out.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i) out[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
    return out;
}();
__extension__ using Wide = unsigned __int128;
constexpr std::string_view did_prefix = "did:key:z";
constexpr unsigned char ed25519_codec[2] = {0xED, 0x01};

std::string multikey(const PublicKey& key) {
    std::array<unsigned char, 34> bytes{ed25519_codec[0], ed25519_codec[1]};
    std::copy(key.begin(), key.end(), bytes.begin() + 2);
    return base58(bytes);
}

} // namespace

// Five digits at a time: 58^5 is the largest power of 58 below 2^32.
constexpr std::uint64_t five_digits = 58ull * 58 * 58 * 58 * 58;

std::string base58(std::span<const unsigned char> bytes) {
    std::vector<std::uint32_t> groups; // of five digits, least first
    std::size_t zeros = 0;
    while (zeros < bytes.size() && bytes[zeros] == 0) ++zeros;
    for (const unsigned char byte : bytes.subspan(zeros)) {
        std::uint64_t carry = byte;
        for (auto& group : groups) {
            carry += std::uint64_t{group} << 8;
            group = static_cast<std::uint32_t>(carry % five_digits);
            carry /= five_digits;
        }
        if (carry > 0) groups.push_back(static_cast<std::uint32_t>(carry));
    }
    std::string out; // least first
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::uint32_t group = groups[i];
        // The last group has no zeros in front.
        for (int digit = 0; i + 1 < groups.size() ? digit < 5 : group > 0; ++digit, group /= 58) out += alphabet[group % 58];
    }
    out.append(zeros, alphabet[0]);
    std::reverse(out.begin(), out.end());
    return out;
}

bool parse_base58(std::string_view text, std::span<unsigned char> out) {
    if (text.size() > out.size() * 2) return false; // a digit is more than half a byte
    std::vector<std::uint64_t> words;               // least first
    words.reserve(out.size() / 4 + 1);
    std::size_t zeros = 0;
    while (zeros < text.size() && text[zeros] == alphabet[0]) ++zeros;
    // Ten digits at a time: 58^10 is the largest power of 58 below 2^64.
    for (std::size_t at = zeros; at < text.size();) {
        Wide carry = 0;
        std::uint64_t power = 1;
        for (const std::size_t end = std::min(at + 10, text.size()); at < end; ++at) {
            const signed char digit = values[static_cast<unsigned char>(text[at])];
            if (digit < 0) return false;
            carry = carry * 58 + static_cast<unsigned char>(digit);
            power *= 58;
        }
        for (auto& word : words) {
            carry += Wide{word} * power;
            word = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        if (carry > 0) words.push_back(static_cast<std::uint64_t>(carry));
    }
    std::size_t size = words.size() * 8;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(words[i / 8] >> (i % 8 * 8)); }; // least first
    while (size > 0 && byte(size - 1) == 0) --size;
    if (zeros + size != out.size()) return false;
    std::fill_n(out.begin(), zeros, static_cast<unsigned char>(0));
    for (std::size_t i = 0; i < size; ++i) out[out.size() - 1 - i] = byte(i);
    return true;
}

std::string did_key(const PublicKey& key) {
    return std::string(did_prefix) + multikey(key);
}

std::optional<PublicKey> parse_did_key(std::string_view text) {
    std::array<unsigned char, 34> bytes{};
    if (!text.starts_with(did_prefix) || !parse_base58(text.substr(did_prefix.size()), bytes)) return std::nullopt;
    if (bytes[0] != ed25519_codec[0] || bytes[1] != ed25519_codec[1]) return std::nullopt;
    PublicKey key{};
    std::copy(bytes.begin() + 2, bytes.end(), key.begin());
    return key;
}

std::string verification_method(const PublicKey& key) {
    return did_key(key) + "#z" + multikey(key);
}

std::optional<PublicKey> parse_verification_method(std::string_view text) {
    const auto hash = text.find('#');
    if (hash == std::string_view::npos) return std::nullopt;
    // Each key has one spelling, so equal halves are equal texts.
    if (text.substr(hash + 1) != text.substr(0, hash).substr(std::min(hash, did_prefix.size() - 1))) return std::nullopt;
    return parse_did_key(text.substr(0, hash));
}

std::string multibase(const Signature& signature) {
    return "z" + base58(signature);
}

std::optional<Signature> parse_multibase_signature(std::string_view text) {
    Signature signature{};
    if (!text.starts_with('z') || !parse_base58(text.substr(1), signature)) return std::nullopt;
    return signature;
}

} // namespace livret
