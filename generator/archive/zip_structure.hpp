// The structure of a zip file that a stranger made, decided on its bytes alone: schema/dossier.md, "The container".
//
// What passes has one reading: the file is exactly one entry after the other from its first byte, then the directory, then the
// end record; each local header says what the directory says; names are safe on every computer. Nothing of an entry's data is
// looked at here: bytes_of_entry checks that.
#pragma once

#include "archive/container.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// A file by random access; `read` gives fewer bytes than asked for only at its end.
struct RandomBytes {
    std::uint64_t size = 0;
    std::function<std::size_t(std::uint64_t offset, std::span<char> out)> read;
};

struct PlacedEntry {
    std::string name; // with the top folder
    bool deflated = false;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0; // bytes in the zip
    std::uint64_t size = 0;   // stated; checked by bytes_of_entry
    std::uint64_t data = 0;   // where they begin
};

struct ZipStructure {
    bool canonical = false;
    std::string top;
    std::vector<PlacedEntry> files; // sorted by name; no folders, none of the ignored
    std::vector<std::string> ignored;
};

// A dossier has one folder at its top; other zips that Livret writes (Leap2A, whose leap2a.xml lies at the root) need none.
enum class TopFolder { one, any };
std::variant<ZipStructure, DossierFault> read_zip_structure(const RandomBytes& zip, TopFolder top = TopFolder::one);

// What macOS adds when it packs, or when one looks into a folder.
bool is_added_by_macos(std::string_view name);

// Unpacks one entry in pieces. Nothing, or container.wrong-crc, wrong-size, deflate, changed.
std::optional<DossierFault> bytes_of_entry(const RandomBytes& zip, const PlacedEntry& entry,
                                           const std::function<void(std::string_view piece)>& take);

} // namespace livret
