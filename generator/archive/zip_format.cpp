#include "archive/zip_format.hpp"

namespace livret {

namespace {

void put16(std::string& out, std::uint32_t value) {
    out += static_cast<char>(value & 0xFF);
    out += static_cast<char>(value >> 8 & 0xFF);
}
void put32(std::string& out, std::uint32_t value) {
    put16(out, value & 0xFFFF);
    put16(out, value >> 16);
}

// What both headers have in common, from "version needed" to "extra field length".
void put_common(std::string& out, const CanonicalEntry& entry) {
    put16(out, 10);     // version needed: 1.0
    put16(out, 0);      // flags
    put16(out, 0);      // method: stored
    put16(out, 0);      // 00:00:00
    put16(out, 0x0021); // 1980-01-01
    put32(out, entry.crc);
    put32(out, entry.size);
    put32(out, entry.size);
    put16(out, static_cast<std::uint32_t>(entry.name.size()));
    put16(out, 0); // extra field
}

} // namespace

std::string canonical_local_header(const CanonicalEntry& entry) {
    std::string out;
    put32(out, zip_format::local_header);
    put_common(out, entry);
    out += entry.name;
    return out;
}

std::string canonical_directory_header(const CanonicalEntry& entry) {
    std::string out;
    put32(out, zip_format::directory_header);
    put16(out, 3u << 8 | 63); // made by: UNIX, version 6.3
    put_common(out, entry);
    put16(out, 0);              // comment
    put16(out, 0);              // disk
    put16(out, 0);              // internal attributes
    put32(out, 0100644u << 16); // a file that its owner may write and others read
    put32(out, entry.offset);
    out += entry.name;
    return out;
}

std::string canonical_end(std::uint16_t entries, std::uint32_t directory_size, std::uint32_t directory_offset) {
    std::string out;
    put32(out, zip_format::end_record);
    put16(out, 0); // this disk
    put16(out, 0); // the directory's disk
    put16(out, entries);
    put16(out, entries);
    put32(out, directory_size);
    put32(out, directory_offset);
    put16(out, 0); // comment
    return out;
}

} // namespace livret
