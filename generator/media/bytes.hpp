// Numbers inside bytes, and a cursor that cannot leave them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace livret {

inline std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}
// The bytes must be there: callers have asked a cursor for them.
inline std::uint32_t big16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}
inline std::uint32_t big32(std::string_view bytes, std::size_t at) {
    return big16(bytes, at) << 16 | big16(bytes, at + 2);
}
inline std::uint32_t little16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8;
}
inline std::uint32_t little24(std::string_view bytes, std::size_t at) {
    return little16(bytes, at) | byte_at(bytes, at + 2) << 16;
}
inline std::uint32_t little32(std::string_view bytes, std::size_t at) {
    return little16(bytes, at) | little16(bytes, at + 2) << 16;
}

inline void put_byte(std::string& out, std::uint32_t value) {
    out += static_cast<char>(value & 0xFF);
}
inline void put_big16(std::string& out, std::uint32_t value) {
    put_byte(out, value >> 8);
    put_byte(out, value);
}
inline void put_big32(std::string& out, std::uint32_t value) {
    put_big16(out, value >> 16);
    put_big16(out, value);
}
inline void put_little32(std::string& out, std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8) put_byte(out, value >> shift);
}

class ByteCursor {
  public:
    explicit ByteCursor(std::string_view bytes) : bytes_(bytes) {}

    std::size_t at() const { return at_; }
    std::string_view rest() const { return bytes_.substr(at_); }
    // The next `size` bytes, or nothing (and no move) if there are fewer.
    std::optional<std::string_view> take(std::size_t size) {
        if (size > bytes_.size() - at_) return std::nullopt;
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }
    std::optional<std::uint32_t> take_byte() {
        const auto one = take(1);
        return one ? std::optional(byte_at(*one, 0)) : std::nullopt;
    }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0; // never beyond the end
};

} // namespace livret
