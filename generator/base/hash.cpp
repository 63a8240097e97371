#include "base/hash.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

namespace livret {

namespace {

std::string hex(std::span<const unsigned char> bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

} // namespace

std::string sha256(std::string_view bytes) {
    static const EVP_MD* const algorithm =
        EVP_MD_fetch(nullptr, "SHA256", nullptr); // once: looking it up costs as much as hashing
    // One a thread: to make one takes as long as to hash some hundred bytes.
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    static thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    if (!algorithm || !context || EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1 ||
        EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
        throw std::runtime_error("SHA-256 is not available in libcrypto");
    return {digest.begin(), digest.end()};
}

std::string to_hex(std::string_view bytes) {
    return hex({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

std::string from_hex(std::string_view digits) {
    const auto value = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    std::string out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) out += static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1]));
    return out;
}

std::string sha256_hex(std::string_view bytes) {
    return to_hex(sha256(bytes));
}

std::string random_hex(std::size_t count) {
    std::vector<unsigned char> bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) throw std::runtime_error("no random bytes available");
    return hex(bytes);
}

} // namespace livret
