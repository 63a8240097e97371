#include "disk/open_file.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace livret {

namespace {

[[noreturn]] void fail(const std::string& path, int reason) {
    throw DiskError("read", path, std::error_code(reason, std::generic_category()));
}

// Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
constexpr int file_flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

std::uint64_t regular_size(int fd, const std::string& path) {
    struct stat facts {};
    int reason = ::fstat(fd, &facts) == 0 ? 0 : errno;
    if (reason == 0 && !S_ISREG(facts.st_mode)) reason = S_ISDIR(facts.st_mode) ? EISDIR : EINVAL;
    if (reason == 0) return static_cast<std::uint64_t>(facts.st_size);
    ::close(fd);
    fail(path, reason);
}

int open_below(const std::string& folder, std::string_view relative, const std::string& path) {
    int current = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (current < 0) fail(folder, errno);
    for (;;) {
        const std::size_t slash = relative.find('/');
        const bool last = slash == std::string_view::npos;
        const std::string part(relative.substr(0, slash));
        const int flags = last ? file_flags : O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        const int next = ::openat(current, part.c_str(), flags | O_NOFOLLOW);
        const int reason = errno;
        ::close(current);
        if (next < 0) fail(path, reason);
        if (last) return next;
        current = next;
        relative.remove_prefix(slash + 1);
    }
}

} // namespace

OpenFile::OpenFile(const std::string& path) : fd_(::open(path.c_str(), file_flags)), path_(path) {
    if (fd_ < 0) fail(path, errno);
    size_ = regular_size(fd_, path_);
}

OpenFile::OpenFile(const std::string& folder, std::string_view relative) : path_(folder + "/" + std::string(relative)) {
    fd_ = open_below(folder, relative, path_);
    size_ = regular_size(fd_, path_);
}

OpenFile::~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), size_(other.size_) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(path_, other.path_);
    std::swap(size_, other.size_);
    return *this;
}

std::size_t OpenFile::read(std::uint64_t offset, std::span<char> out) const {
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t count = ::pread(fd_, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(path_, errno);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

} // namespace livret
