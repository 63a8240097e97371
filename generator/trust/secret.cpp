#include "trust/secret.hpp"

#include <sodium.h>

#include <cstring>
#include <new>
#include <stdexcept>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace livret {

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium does not start");
}

void forbid_memory_dumps() {
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        throw std::runtime_error("this system cannot keep secrets out of memory dumps");
}

void SecretBytes::Free::operator()(unsigned char* bytes) const noexcept {
    sodium_free(bytes); // wipes first
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
    start_sodium();
    bytes_.reset(static_cast<unsigned char*>(sodium_malloc(size == 0 ? 1 : size)));
    if (!bytes_) throw std::bad_alloc();
    std::memset(bytes_.get(), 0, size);
}

SecretBytes SecretBytes::clone() const {
    SecretBytes copy(size_);
    if (size_ > 0) std::memcpy(copy.data(), data(), size_);
    return copy;
}

std::string_view SecretBytes::view() const {
    return {reinterpret_cast<const char*>(bytes_.get()), size_};
}

} // namespace livret
