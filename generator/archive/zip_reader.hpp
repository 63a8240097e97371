// Reads zip archives that strangers made: office documents today, dossiers of other institutes tomorrow.
// [only user of libzip]
//
// Nothing is believed. An archive whose names could lead outside a folder, mean two things, or hide a link
// is refused as a whole, before anything is read from it: a program that unpacks "the good entries" is what
// such archives are made for. Bad input gives a problem in words, never an exception.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// An entry as the archive's directory states it; the sizes are checked again when it is read.
struct ZipEntry {
    std::string name; // UTF-8, '/' between parts; ends in '/' for a folder
    std::uint64_t size = 0;
    std::uint64_t compressed_size = 0;
    bool encrypted = false;

    bool is_folder() const { return name.ends_with('/'); }
    bool operator==(const ZipEntry&) const = default;
};

// Ten thousand pages of a portfolio and 200 MiB unpacked are far beyond what anyone attaches; zip bombs are
// far beyond these.
struct ZipLimits {
    std::size_t entries = 10'000;
    std::uint64_t total_size = 200ULL << 20; // bytes, unpacked
};

struct ZipProblem {
    std::string french, english;
};

class ZipReader {
  public:
    // In the order of the archive.
    const std::vector<ZipEntry>& entries() const { return entries_; }
    const ZipEntry* find(std::string_view name) const;

    // The whole entry, or nothing if there is none, it is encrypted, damaged (its checksum or size lies) or
    // longer than `max_bytes`.
    std::optional<std::string> read(std::string_view name, std::uint64_t max_bytes) const;

  private:
    struct Handle;
    ZipReader(std::shared_ptr<Handle> handle, std::vector<ZipEntry> entries)
        : handle_(std::move(handle)), entries_(std::move(entries)) {}
    friend std::variant<ZipReader, ZipProblem> open_zip(std::string_view bytes, const ZipLimits& limits);

    std::shared_ptr<Handle> handle_; // libzip's; one reader belongs to one thread
    std::vector<ZipEntry> entries_;  // entry i is libzip's entry i
};

// `bytes` must outlive the reader.
std::variant<ZipReader, ZipProblem> open_zip(std::string_view bytes, const ZipLimits& limits = {});

} // namespace livret
