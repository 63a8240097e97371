// Memory for secrets: locked (never swapped), guarded, left out of core dumps, wiped when it goes.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace livret {

class SecretBytes {
  public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size); // zeros; throws std::bad_alloc if the system gives no locked memory
    SecretBytes(SecretBytes&&) noexcept = default;
    SecretBytes& operator=(SecretBytes&&) noexcept = default;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;

    SecretBytes clone() const;

    unsigned char* data() { return bytes_.get(); }
    const unsigned char* data() const { return bytes_.get(); }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    std::string_view view() const;

  private:
    struct Free {
        void operator()(unsigned char* bytes) const noexcept;
    };
    std::unique_ptr<unsigned char, Free> bytes_;
    std::size_t size_ = 0;
};

// From here on no core dump is written and no other process of this user may look into this one (Linux: dumpable = 0, and a
// limit of 0 for cores). To be called before the first secret is read.
void forbid_memory_dumps();

// To be called once before the first use of libsodium; does nothing the second time. Throws std::runtime_error.
void start_sodium();

} // namespace livret
