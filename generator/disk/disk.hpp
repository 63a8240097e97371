// What the program asks of a file system, so that tests can give it one in memory, or one that fails.
//
// Paths are relative to the disk's root, with '/', never starting with it; "" is the root itself. Every
// failure is a DiskError that says what was tried, on what, and the system's reason.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace livret {

class DiskError : public std::runtime_error {
  public:
    // operation: "read", "write", "rename", "remove", "list", "create folder".
    DiskError(std::string operation, std::string path, std::error_code code);

    const std::string& operation() const { return operation_; }
    const std::string& path() const { return path_; }
    std::error_code code() const { return code_; }

  private:
    std::string operation_;
    std::string path_;
    std::error_code code_;
};

enum class EntryKind { file, folder, link, other };

// When a file was last written and changed, and which file it is, as the system says: a hint that it still is what it was, and
// never anything else. All zero: not known.
struct Stamp {
    std::int64_t written = 0, changed = 0; // nanoseconds since 1970
    std::uint64_t file = 0;                // its number on its device
    auto operator<=>(const Stamp&) const = default;
};

// The system's clock as it stamps files: it goes on by ticks of some milliseconds. What is stamped before it cannot change
// any more without getting another stamp.
std::int64_t stamping_clock();

struct DiskEntry {
    std::string name;
    EntryKind kind = EntryKind::file;
    std::uint64_t size = 0; // bytes; of a file, like its stamp
    Stamp stamp = {};
    bool operator==(const DiskEntry& other) const { return name == other.name && kind == other.kind && size == other.size; }
};

class Disk {
  public:
    virtual ~Disk() = default;

    // The entries of a folder in the order of their names' bytes. Links are not followed.
    virtual std::vector<DiskEntry> list(std::string_view folder) const = 0;
    // The whole file. A link is an error, also if it was put there after `list` saw a file (O_NOFOLLOW).
    virtual std::string read(std::string_view path) const = 0;
    // The SHA-256 of a file, hexadecimal; of a large one, without holding it.
    virtual std::string sha256(std::string_view path) const;
    // The kind of what is there, or nothing: `exists` is false for a name that is free. A folder on the way
    // that is a link counts as `other`.
    virtual bool exists(std::string_view path) const = 0;
    virtual EntryKind kind(std::string_view path) const = 0;
    // How the file is stamped; all zero if there is none, or where nothing is known.
    virtual Stamp stamp(std::string_view) const { return {}; }
    // The same of several files of one folder, named as list() names them.
    virtual std::vector<Stamp> stamps(std::string_view, const std::vector<std::string>& names) const {
        return std::vector<Stamp>(names.size());
    }
    // Makes the folders on the way, writes beside and renames: readers see the old file or the new one, never
    // a part. Refuses to go through a folder that is a link.
    virtual void write(std::string_view path, std::string_view bytes) = 0;
    // Likewise, but only where nothing is: of two programs that try at once one gets file_exists.
    virtual void write_new(std::string_view path, std::string_view bytes) = 0;
    virtual void remove(std::string_view path) = 0;
    // Removes a folder if it is empty; says whether it did.
    virtual bool remove_empty_folder(std::string_view path) = 0;

    // The bytes if there is such a file, else nothing. For files that may be missing.
    std::string read_if_exists(std::string_view path) const;
    // The bytes if a file is there, nothing if there is none or something else.
    std::optional<std::string> read_if_file(std::string_view path) const;
    // The bytes, or nothing if they cannot be had, for whatever reason: for who only looks, and leaves it to others to say so.
    std::optional<std::string> try_read(std::string_view path) const;
};

// A folder of this machine.
std::unique_ptr<Disk> open_real_disk(const std::string& root);
// Makes the folder and those above it, if they are not there.
void make_folders(const std::string& path);
bool is_folder(const std::string& path);
// For tests: starts empty.
std::unique_ptr<Disk> make_memory_disk();

} // namespace livret
