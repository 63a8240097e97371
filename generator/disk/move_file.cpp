#include "disk/move_file.hpp"

#include "disk/disk.hpp"

#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace livret {

namespace {

[[noreturn]] void fail(std::string_view path, int reason) {
    throw DiskError("rename", std::string(path), std::error_code(reason, std::generic_category()));
}

class Folder {
  public:
    Folder(const std::string& root, std::string_view path)
        : fd_(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), path_(path) {
        if (fd_ < 0) fail(root, errno);
        for (std::string_view rest = path; !rest.empty();) {
            const std::size_t slash = rest.find('/');
            enter(std::string(rest.substr(0, slash)));
            rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
        }
    }
    ~Folder() { ::close(fd_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    int descriptor() const { return fd_; }

    void enter(const std::string& name) {
        const int next = ::openat(fd_, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0) {
            const int reason = errno;
            ::close(std::exchange(fd_, -1));
            fail(path_, reason);
        }
        ::close(std::exchange(fd_, next));
    }

  private:
    int fd_;
    std::string path_;
};

std::pair<std::string, std::string> parted(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return {{}, std::string(path)};
    return {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

// 0, or the system's reason. Some file systems know no flags: hard links refuse a name that is taken, too.
int rename_new(int from, const std::string& old_name, int to, const std::string& new_name) {
    if (::renameat2(from, old_name.c_str(), to, new_name.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL) return errno;
    if (::linkat(from, old_name.c_str(), to, new_name.c_str(), 0) != 0) return errno;
    return ::unlinkat(from, old_name.c_str(), 0) == 0 ? 0 : errno;
}

} // namespace

void move_file(const std::string& root, std::string_view from, std::string_view to) {
    const auto [old_folder, old_name] = parted(from);
    const auto [new_folder, new_name] = parted(to);
    const auto [above, last] = parted(new_folder);
    const Folder source(root, old_folder);
    struct stat facts {};
    if (::fstatat(source.descriptor(), old_name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) != 0) fail(from, errno);
    if (!S_ISREG(facts.st_mode)) fail(from, EINVAL);
    const Folder outer(root, above);
    const bool made = !last.empty() && ::mkdirat(outer.descriptor(), last.c_str(), 0777) == 0;
    if (!last.empty() && !made && errno != EEXIST) fail(to, errno);
    const Folder target(root, new_folder);
    if (const int reason = rename_new(source.descriptor(), old_name, target.descriptor(), new_name); reason != 0) {
        if (made) ::unlinkat(outer.descriptor(), last.c_str(), AT_REMOVEDIR);
        fail(to, reason);
    }
    for (const Folder* one : {&target, &outer, &source}) ::fsync(one->descriptor()); // some file systems cannot
}

} // namespace livret
