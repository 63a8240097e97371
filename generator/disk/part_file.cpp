#include "disk/part_file.hpp"

#include "disk/open_file.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& path, int reason) {
    throw DiskError("write", path, std::error_code(reason, std::generic_category()));
}

void flush_folder(const fs::path& folder) {
    const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd); // some file systems cannot; the file itself is safe by then
    ::close(fd);
}

bool equal_bytes(const OpenFile& a, const OpenFile& b) {
    if (a.size() != b.size()) return false;
    std::string left(std::size_t{1} << 16, '\0'), right = left;
    for (std::uint64_t at = 0; at < a.size(); at += left.size()) {
        const std::size_t count = a.read(at, left), there = b.read(at, right);
        if (count != there || !std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(count), right.begin()))
            return false;
    }
    return true;
}

} // namespace

PartFile::PartFile(std::string path) : path_(std::move(path)) {
    static std::atomic<unsigned> counter{0};
    const fs::path target(path_);
    part_ = (target.parent_path() /
             fmt::format(".{}.{}-{}.part", target.filename().string().substr(0, 200), ::getpid(), counter.fetch_add(1)))
                .string();
    struct stat before {};
    const bool taken = ::lstat(path_.c_str(), &before) == 0;
    if (taken && S_ISDIR(before.st_mode)) fail(path_, EISDIR); // said before gigabytes are written
    fd_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd_ < 0) fail(path_, errno);
    if (taken && S_ISREG(before.st_mode)) (void)!::fchmod(fd_, before.st_mode & 07777);
}

PartFile::~PartFile() {
    if (fd_ >= 0) ::close(fd_);
    if (!part_.empty()) ::unlink(part_.c_str());
}

void PartFile::write(std::uint64_t offset, std::string_view bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pwrite(fd_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(path_, errno);
        done += static_cast<std::size_t>(count);
    }
}

void PartFile::close_flushed() {
    int reason = ::fsync(fd_) == 0 ? 0 : errno;
    if (::close(std::exchange(fd_, -1)) != 0 && reason == 0) reason = errno;
    if (reason != 0) fail(path_, reason); // the destructor removes the part
}

Placed PartFile::place(Taken taken) {
    struct stat before {};
    const bool there = ::lstat(path_.c_str(), &before) == 0;
    if (there && S_ISDIR(before.st_mode)) fail(path_, EISDIR);
    close_flushed();
    if (there && S_ISREG(before.st_mode) && equal_bytes(OpenFile(part_), OpenFile(path_))) return Placed::same;
    if (there && taken == Taken::keep) return Placed::kept;
    if (::rename(part_.c_str(), path_.c_str()) != 0) fail(path_, errno);
    part_.clear();
    flush_folder(fs::path(path_).parent_path());
    return there ? Placed::replaced : Placed::fresh;
}

} // namespace livret
