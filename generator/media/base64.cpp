#include "media/base64.hpp"

#include "media/bytes.hpp"

namespace livret {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string encode_base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto group = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) bits = bits << 8 | (k < group.size() ? byte_at(group, k) : 0);
        for (std::size_t k = 0; k < 4; ++k) out += k <= group.size() ? alphabet[bits >> (18 - 6 * k) & 0x3F] : '=';
    }
    return out;
}

std::optional<std::string> decode_base64(std::string_view text) {
    std::string out;
    out.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    std::size_t digits = 0, padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos || padding != 0) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if (++digits % 4 != 0) continue;
        put_byte(out, bits >> 16);
        put_byte(out, bits >> 8);
        put_byte(out, bits);
    }
    const auto left = digits % 4;
    if (left == 1 || padding > 2 || (padding != 0 && (left + padding) != 4)) return std::nullopt;
    if (left == 2) put_byte(out, bits >> 4);
    if (left == 3) {
        put_byte(out, bits >> 10);
        put_byte(out, bits >> 2);
    }
    return out;
}

} // namespace livret
