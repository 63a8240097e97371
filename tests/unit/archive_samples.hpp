// Zip archives written on the spot, with the faults that no honest program writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace livret::samples {

inline std::string little(std::uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

inline std::string big(std::uint32_t value, int bytes) {
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

// CRC-32 bit by bit, not by the table of the code under test.
inline std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

struct ZipPart {
    std::string name, content;
    std::uint32_t mode = 0100644;            // Unix
    std::uint32_t flags = 0;                 // 1: encrypted
    std::uint32_t claimed_size = 0xFFFFFFFF; // other than the content's
    bool bad_checksum = false;
};

// Stored, not compressed.
inline std::string make_zip(const std::vector<ZipPart>& parts) {
    std::string files, directory;
    for (const auto& part : parts) {
        const auto stored = static_cast<std::uint32_t>(part.content.size());
        const auto size = part.claimed_size == 0xFFFFFFFF ? stored : part.claimed_size;
        const auto crc = crc32(part.content) ^ (part.bad_checksum ? 1U : 0U);
        const auto common = little(part.flags, 2) + little(0, 2) + little(0x6000327A, 4) + little(crc, 4) + little(stored, 4) +
                            little(size, 4) + little(static_cast<std::uint32_t>(part.name.size()), 2) + little(0, 2);
        const auto offset = static_cast<std::uint32_t>(files.size());
        files += "PK\x03\x04" + little(20, 2) + common + part.name + part.content;
        directory += "PK\x01\x02" + little(0x0314, 2) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) +
                     little(part.mode << 16, 4) + little(offset, 4) + part.name;
    }
    const auto count = static_cast<std::uint32_t>(parts.size());
    return files + directory + "PK\x05\x06" + little(0, 4) + little(count, 2) + little(count, 2) +
           little(static_cast<std::uint32_t>(directory.size()), 4) + little(static_cast<std::uint32_t>(files.size()), 4) +
           little(0, 2);
}

} // namespace livret::samples
