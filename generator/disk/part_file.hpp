// A large file that comes into being: written piece by piece beside its place under a hidden name
// (".NAME.PID-N.part", disk/left_parts.hpp), and given its name once it is whole and on the disk.
#pragma once

#include "disk/disk.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace livret {

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
    // Replaces what has the name; the mode of what is replaced is kept, as Disk::write does.
    void commit();

  private:
    std::string path_, part_;
    int fd_ = -1;
};

} // namespace livret
