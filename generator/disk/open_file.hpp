// A file of this machine read piece by piece, at any place: for files that may be larger than memory.
#pragma once

#include "disk/disk.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace livret {

class OpenFile {
  public:
    // A file that somebody named: links are followed. Throws DiskError; what is no regular file is EINVAL.
    explicit OpenFile(const std::string& path);
    // A file below a folder whose contents are not trusted: walked part by part, and no link is followed, also if it was put
    // there meanwhile. `relative` has no empty, "." or ".." part.
    OpenFile(const std::string& folder, std::string_view relative);
    ~OpenFile();
    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&& other) noexcept;
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    const std::string& path() const { return path_; }
    std::uint64_t size() const { return size_; } // when it was opened
    // The bytes from `offset` on; fewer than asked for only where the file ends. Throws DiskError.
    std::size_t read(std::uint64_t offset, std::span<char> out) const;

  private:
    int fd_ = -1;
    std::string path_;
    std::uint64_t size_ = 0;
};

} // namespace livret
