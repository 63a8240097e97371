#include "base/sha256_stream.hpp"

#include "base/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace livret {

struct Sha256Stream::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

namespace {

void must(int result) {
    if (result != 1) throw std::runtime_error("SHA-256 is not available in libcrypto");
}

} // namespace

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
    must(state_->context ? EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) : 0);
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::update(std::string_view piece) {
    must(EVP_DigestUpdate(state_->context, piece.data(), piece.size()));
}

std::string Sha256Stream::hex() {
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    must(EVP_DigestFinal_ex(state_->context, digest.data(), &size));
    return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

} // namespace livret
