#include "disk/private_file.hpp"

#include "disk/disk.hpp"

#include <atomic>
#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const char* operation, const std::string& path, int reason) {
    throw DiskError(operation, path, std::error_code(reason, std::generic_category()));
}

// As make_folders, but nobody else may look into those that are new.
void make_private_folders(const fs::path& folder) {
    std::error_code ignored;
    if (folder.empty() || fs::is_directory(folder, ignored)) return;
    make_private_folders(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail("create folder", folder.string(), errno);
}

void flush_folder(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd); // some file systems cannot; the file itself is safe by then
    ::close(fd);
}

// 0, or the system's reason.
int write_whole(const std::string& path, std::string_view bytes) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return errno;
    int reason = ::fchmod(fd, 0600) == 0 ? 0 : errno; // whatever the umask says
    for (std::size_t done = 0; reason == 0 && done < bytes.size();) {
        const ssize_t count = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (count >= 0)
            done += static_cast<std::size_t>(count);
        else if (errno != EINTR)
            reason = errno;
    }
    if (reason == 0 && ::fsync(fd) != 0) reason = errno;
    if (::close(fd) != 0 && reason == 0) reason = errno;
    return reason;
}

} // namespace

void flush_to_disk(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) fail("write", path, errno);
    const int reason = ::fsync(fd) == 0 || errno == EINVAL || errno == EROFS ? 0 : errno; // some file systems cannot
    ::close(fd);
    if (reason != 0) fail("write", path, reason);
    flush_folder(fs::path(path).parent_path());
}

void write_private_file(const std::string& path, std::string_view bytes, Replace replace) {
    const fs::path folder = fs::path(path).parent_path();
    make_private_folders(folder);
    static std::atomic<unsigned> counter{0};
    const std::string part = (folder / fmt::format(".{}.{}-{}.part", fs::path(path).filename().string().substr(0, 200),
                                                   ::getpid(), counter.fetch_add(1)))
                                 .string();
    int reason = write_whole(part, bytes);
    if (reason == 0) {
        // RENAME_NOREPLACE refuses a name that is taken in one step, so that of two programs one always loses.
        const unsigned flags = replace == Replace::no ? RENAME_NOREPLACE : 0;
        if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, path.c_str(), flags) != 0) reason = errno;
        // File systems without it have hard links, which refuse likewise.
        if (reason == EINVAL && replace == Replace::no) reason = ::link(part.c_str(), path.c_str()) == 0 ? 0 : errno;
    }
    ::unlink(part.c_str());
    if (reason != 0) fail("write", path, reason);
    flush_folder(folder);
}

PrivateFile::PrivateFile(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {
    if (fd_ < 0) fail("read", path, errno);
    struct stat facts {};
    if (::fstat(fd_, &facts) != 0 || S_ISDIR(facts.st_mode)) {
        const int reason = S_ISDIR(facts.st_mode) ? EISDIR : errno;
        ::close(fd_);
        fail("read", path, reason);
    }
    regular_ = S_ISREG(facts.st_mode);
    if (!regular_) return;
    if ((facts.st_mode & 077) != 0)
        privacy_ = Privacy::others_may_read;
    else if (facts.st_uid != ::geteuid())
        privacy_ = Privacy::of_somebody_else;
}

PrivateFile::~PrivateFile() {
    ::close(fd_);
}

std::optional<std::string> shared_folder_above(const std::string& path) {
    std::error_code ignored;
    const fs::path real = fs::weakly_canonical(fs::absolute(path), ignored);
    for (fs::path folder = real.parent_path();; folder = folder.parent_path()) {
        if (fs::exists(folder / ".git", ignored) || fs::exists(folder / "livret.yaml", ignored)) return folder.string();
        if (folder == folder.parent_path()) return std::nullopt;
    }
}

} // namespace livret
