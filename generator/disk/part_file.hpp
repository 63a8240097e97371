// A large file that comes into being: written piece by piece beside its place under a hidden name
// (".NAME.PID-N.part", disk/left_parts.hpp), and given its name once it is whole and on the disk.
#pragma once

#include "disk/disk.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace livret {

// What becomes of other bytes that have the name; and what became of them. `kept`: they are still there, ours are gone.
enum class Taken { replace, keep };
enum class Placed { fresh, same, replaced, kept };

class PartFile {
  public:
    // The folder must be there. Throws DiskError, as everything here does.
    explicit PartFile(std::string path);
    ~PartFile(); // not committed: nothing is left
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const std::string& path() const { return path_; }
    const std::string& part() const { return part_; } // where its bytes are meanwhile
    void write(std::uint64_t offset, std::string_view bytes);
    // Gives it its name. Equal bytes that have it are left alone, and others too if they are not ours to replace; the mode of
    // what is replaced is kept, as Disk::write does.
    Placed place(Taken taken);

  private:
    void close_flushed();

    std::string path_, part_;
    int fd_ = -1;
};

} // namespace livret
