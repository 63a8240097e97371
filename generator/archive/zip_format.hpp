// The bytes of a canonical zip (schema/dossier.md), encoded here and not by a library, whose next version may write others.
// Signatures and the places of fields are APPNOTE.TXT's (§4.3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace livret {

namespace zip_format {
inline constexpr std::uint32_t local_header = 0x04034b50, directory_header = 0x02014b50, end_record = 0x06054b50;
inline constexpr std::uint32_t descriptor = 0x08074b50, zip64_locator = 0x07064b50;
inline constexpr std::size_t local_size = 30, directory_size = 46, end_size = 22; // without names, extra fields and comments
} // namespace zip_format

struct CanonicalEntry {
    std::string_view name;
    std::uint32_t crc = 0;
    std::uint32_t size = 0;
    std::uint32_t offset = 0; // of its local header
};

std::string canonical_local_header(const CanonicalEntry& entry);
std::string canonical_directory_header(const CanonicalEntry& entry);
std::string canonical_end(std::uint16_t entries, std::uint32_t directory_size, std::uint32_t directory_offset);

inline std::uint16_t u16_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8);
}
inline std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(u16_at(bytes, at)) | static_cast<std::uint32_t>(u16_at(bytes, at + 2)) << 16;
}

} // namespace livret
