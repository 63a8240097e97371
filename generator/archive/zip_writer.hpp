// Writes the canonical zip of schema/dossier.md: same entries, same bytes, whatever the day, the time zone, the locale, the
// umask or the order in which they are given. [libzip, as in zip_reader]
//
// Entries are stored, sorted by the bytes of their names, dated 1980-01-01 00:00, of mode 0100644; no extra field, comment,
// descriptor, folder or zip64. What does not fit into that is refused before anything is written. Memory does not depend on
// the size of entries: each gives its bytes in pieces.
#pragma once

#include "archive/zip_reader.hpp" // ZipProblem
#include "disk/part_file.hpp"     // Taken, Placed

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

// Fills the piece from its start and says how many bytes it put there; 0: there are no more.
using Pull = std::function<std::size_t(std::span<char> piece)>;

struct NewEntry {
    std::string name;           // [A-Za-z0-9._-]+ joined by '/': safe_entry_name below
    std::uint64_t size = 0;     // exactly as many bytes as will come; others are a DiskError (ESTALE: the file has changed)
    std::function<Pull()> open; // called once, when its turn has come: ten thousand files are not open at a time
};

NewEntry entry_of_bytes(std::string name, std::string bytes);
// The file `relative` of a folder whose contents are not trusted: no link is followed. Its size is looked up now. Throws
// DiskError.
NewEntry entry_of_file(std::string name, const std::string& folder, std::string_view relative);

// A name that every computer unpacks as what it says: ASCII letters, digits, '.', '_', '-', parts joined by '/', none of which is
// "." or "..", ends in '.', or is a device of Windows (con, nul, com1 ...); at most 400 bytes, 150 a part, 16 parts.
bool safe_entry_name(std::string_view name);

// Nothing, or why these entries make no dossier that container.hpp would read again (a name, two names that are one, 2 GiB,
// 20,000 entries): then the target is left as it was. Throws DiskError. The target is there whole or not at all.
std::optional<ZipProblem> write_zip(const std::string& target, std::vector<NewEntry> entries);
// Likewise, where what has the name may be equal, or not ours: PartFile::place.
std::variant<Placed, ZipProblem> place_zip(const std::string& target, std::vector<NewEntry> entries, Taken taken);

} // namespace livret
