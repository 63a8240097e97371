// Files through POSIX calls relative to the root's descriptor: a path is walked folder by folder with
// O_NOFOLLOW, so a link planted in a shared repository, even between two calls, leads nowhere. Where the kernel can walk so by
// itself (openat2, since Linux 5.6) it is asked to; whatever it does not open is walked to here, which tells why.
#include "disk/disk.hpp"

#include "base/hash.hpp"
#include "base/sha256_stream.hpp"
#include "base/split_path.hpp"
#include "disk/open_file.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace livret {

namespace {

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }

  private:
    int fd_;
};

[[noreturn]] void fail(std::string operation, std::string_view path) {
    const int reason = errno;
    throw DiskError(std::move(operation), std::string(path), std::error_code(reason, std::generic_category()));
}

EntryKind kind_of(mode_t mode) {
    if (S_ISREG(mode)) return EntryKind::file;
    if (S_ISDIR(mode)) return EntryKind::folder;
    if (S_ISLNK(mode)) return EntryKind::link;
    return EntryKind::other;
}

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

Stamp stamp_of(const struct stat& facts) {
    return {nanoseconds(facts.st_mtim), nanoseconds(facts.st_ctim), facts.st_ino};
}

// What lies below a folder, by a way without links; -1 where there is none or the kernel cannot say.
int open_below(int root, std::string_view path, unsigned flags) {
    static std::atomic<bool> can{true};
    if (!can) return -1;
    open_how how{};
    how.flags = flags | O_RDONLY | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const long fd = ::syscall(SYS_openat2, root, std::string(path).c_str(), &how, sizeof how);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM)) can = false; // an old kernel; a container that does not know of it
    return static_cast<int>(fd);
}

class RealDisk : public Disk {
  public:
    explicit RealDisk(const std::string& root) : root_(root), fd_(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        if (fd_.get() < 0) fail("open", root);
    }

    std::vector<DiskEntry> list(std::string_view folder) const override {
        const Descriptor fd = open_folder(folder, "list");
        std::vector<DiskEntry> entries;
        // Not by readdir, whose stream asks the system four times more for each folder: a country's are looked at in a build.
        alignas(dirent64) std::array<char, 16384> names; // NOLINT: filled by the system
        while (true) {
            const ssize_t count = ::getdents64(fd.get(), names.data(), names.size());
            if (count < 0) fail("list", full(folder));
            if (count == 0) break;
            for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
                const auto* entry = reinterpret_cast<const dirent64*>(names.data() + at);
                at += entry->d_reclen;
                const std::string_view name = entry->d_name;
                if (name == "." || name == "..") continue;
                if (entry->d_type == DT_DIR) { // of which nobody asks more
                    entries.push_back({std::string(name), EntryKind::folder});
                    continue;
                }
                struct stat facts {};
                if (::fstatat(fd.get(), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0) continue; // gone meanwhile
                entries.push_back(
                    {std::string(name), kind_of(facts.st_mode), static_cast<std::uint64_t>(facts.st_size), stamp_of(facts)});
            }
        }
        std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        return entries;
    }

    std::string sha256(std::string_view path) const override {
        const OpenFile file(root_, path);
        Sha256Stream hash;
        std::string piece(std::size_t{1} << 16, '\0');
        for (std::uint64_t at = 0; at < file.size();) {
            const std::size_t count = file.read(at, piece);
            if (count == 0)
                throw DiskError("read", full(path), std::make_error_code(std::errc::io_error)); // it was cut meanwhile
            hash.update(std::string_view(piece).substr(0, count));
            at += count;
        }
        return hash.hex();
    }

    std::string read(std::string_view path) const override {
        const Descriptor file = open_to_read(path);
        struct stat facts {};
        if (::fstat(file.get(), &facts) != 0) fail("read", full(path));
        if (!S_ISREG(facts.st_mode)) {
            errno = EINVAL;
            fail("read", full(path));
        }
        const auto told = static_cast<std::size_t>(facts.st_size);
        std::string bytes(told + 1, '\0'); // one more was asked for and did not come: that is all
        std::size_t done = 0;
        while (true) {
            if (done == bytes.size()) bytes.resize(bytes.size() + 4096); // it may have grown meanwhile
            const ssize_t count = ::read(file.get(), bytes.data() + done, bytes.size() - done);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail("read", full(path));
            done += static_cast<std::size_t>(count);
            if (count == 0 || (done == told && told > 0)) break;
        }
        bytes.resize(done);
        return bytes;
    }

    bool exists(std::string_view path) const override {
        struct stat facts {};
        return facts_of(path, facts);
    }

    Stamp stamp(std::string_view path) const override {
        struct stat facts {};
        return facts_of(path, facts) ? stamp_of(facts) : Stamp{};
    }

    std::vector<Stamp> stamps(std::string_view folder, const std::vector<std::string>& names) const override {
        std::vector<Stamp> out(names.size());
        try {
            const Descriptor parent = open_folder(folder, "read");
            for (std::size_t i = 0; i < names.size(); ++i) {
                struct stat facts {};
                if (::fstatat(parent.get(), names[i].c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0) out[i] = stamp_of(facts);
            }
        } catch (const DiskError& error) {
            if (!says_there_is_none(error)) throw;
        }
        return out;
    }

    EntryKind kind(std::string_view path) const override {
        struct stat facts {};
        if (!facts_of(path, facts)) {
            errno = ENOENT;
            fail("read", full(path));
        }
        return kind_of(facts.st_mode);
    }

    void write(std::string_view path, std::string_view bytes) override { put(path, bytes, 0); }
    void write_new(std::string_view path, std::string_view bytes) override { put(path, bytes, RENAME_NOREPLACE); }

    void put(std::string_view path, std::string_view bytes, unsigned flags) {
        const auto [folder, name] = split_path(path);
        const Descriptor parent = make_folder(folder);
        static std::atomic<unsigned> counter{0};
        const std::string temporary = fmt::format(".{}.{}-{}.part", name.substr(0, 200), ::getpid(), counter.fetch_add(1));
        const std::string target(name);
        {
            const Descriptor file(
                ::openat(parent.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
            if (file.get() < 0) fail("write", full(path));
            // What is replaced keeps its permissions.
            struct stat before {};
            if (::fstatat(parent.get(), target.c_str(), &before, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(before.st_mode))
                (void)!::fchmod(file.get(), before.st_mode & 07777);
            std::size_t done = 0;
            while (done < bytes.size()) {
                const ssize_t count = ::write(file.get(), bytes.data() + done, bytes.size() - done);
                if (count < 0 && errno == EINTR) continue;
                if (count < 0) {
                    const int reason = errno;
                    ::unlinkat(parent.get(), temporary.c_str(), 0);
                    errno = reason;
                    fail("write", full(path));
                }
                done += static_cast<std::size_t>(count);
            }
        }
        int reason = ::renameat2(parent.get(), temporary.c_str(), parent.get(), target.c_str(), flags) == 0 ? 0 : errno;
        // Some file systems know no flags: hard links refuse a name that is taken, too.
        if (reason == EINVAL && flags != 0) {
            reason = ::linkat(parent.get(), temporary.c_str(), parent.get(), target.c_str(), 0) == 0 ? 0 : errno;
            ::unlinkat(parent.get(), temporary.c_str(), 0);
        }
        if (reason != 0) {
            ::unlinkat(parent.get(), temporary.c_str(), 0);
            errno = reason;
            fail("write", full(path));
        }
    }

    void remove(std::string_view path) override {
        const auto [folder, name] = split_path(path);
        const Descriptor parent = open_folder(folder, "remove");
        if (::unlinkat(parent.get(), std::string(name).c_str(), 0) != 0) fail("remove", full(path));
    }

    bool remove_empty_folder(std::string_view path) override {
        const auto [folder, name] = split_path(path);
        const Descriptor parent = open_folder(folder, "remove");
        if (::unlinkat(parent.get(), std::string(name).c_str(), AT_REMOVEDIR) == 0) return true;
        if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT || errno == ENOTDIR || errno == EBUSY) return false;
        fail("remove", full(path));
    }

  private:
    std::string full(std::string_view path) const { return path.empty() ? root_ : fmt::format("{}/{}", root_, path); }

    Descriptor open_to_read(std::string_view path) const {
        if (const int fd = open_below(fd_.get(), path, O_NONBLOCK); fd >= 0) return Descriptor(fd);
        const auto [folder, name] = split_path(path);
        const Descriptor parent = open_folder(folder, "read");
        Descriptor file(::openat(parent.get(), std::string(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        if (file.get() < 0) fail("read", full(path));
        return file;
    }

    Descriptor open_folder(std::string_view folder, const char* operation) const {
        if (!folder.empty())
            if (const int fd = open_below(fd_.get(), folder, O_DIRECTORY); fd >= 0) return Descriptor(fd);
        Descriptor current(::openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (current.get() < 0) fail(operation, full(folder));
        while (!folder.empty()) {
            const std::size_t slash = folder.find('/');
            const std::string part(folder.substr(0, slash));
            folder = slash == std::string_view::npos ? std::string_view{} : folder.substr(slash + 1);
            Descriptor next(::openat(current.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (next.get() < 0) fail(operation, full(part));
            current = std::move(next);
        }
        return current;
    }

    Descriptor make_folder(std::string_view folder) const {
        if (!folder.empty()) // nearly always it is there already
            if (const int fd = open_below(fd_.get(), folder, O_DIRECTORY); fd >= 0) return Descriptor(fd);
        Descriptor current(::openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (current.get() < 0) fail("write", full(folder));
        while (!folder.empty()) {
            const std::size_t slash = folder.find('/');
            const std::string part(folder.substr(0, slash));
            folder = slash == std::string_view::npos ? std::string_view{} : folder.substr(slash + 1);
            if (::mkdirat(current.get(), part.c_str(), 0777) != 0 && errno != EEXIST) fail("create folder", full(part));
            Descriptor next(::openat(current.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (next.get() < 0) fail("create folder", full(part));
            current = std::move(next);
        }
        return current;
    }

    bool facts_of(std::string_view path, struct stat& facts) const {
        const auto [folder, name] = split_path(path);
        try {
            const Descriptor parent = open_folder(folder, "read");
            const std::string last = name.empty() ? "." : std::string(name);
            return ::fstatat(parent.get(), last.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0;
        } catch (const DiskError& error) {
            if (says_there_is_none(error)) return false;
            throw;
        }
    }

    static bool says_there_is_none(const DiskError& error) {
        const int reason = error.code().value();
        return reason == ENOENT || reason == ENOTDIR || reason == ELOOP;
    }

    std::string root_;
    Descriptor fd_;
};

} // namespace

DiskError::DiskError(std::string operation, std::string path, std::error_code code)
    : std::runtime_error(fmt::format("{} {}: {}", operation, path, code.message())), operation_(std::move(operation)),
      path_(std::move(path)), code_(code) {}

std::string Disk::sha256(std::string_view path) const {
    return sha256_hex(read(path));
}

std::string Disk::read_if_exists(std::string_view path) const {
    try {
        return read(path);
    } catch (const DiskError&) {
        if (!exists(path)) return {};
        throw;
    }
}

std::optional<std::string> Disk::read_if_file(std::string_view path) const {
    try {
        return read(path);
    } catch (const DiskError&) {
        if (!exists(path) || kind(path) != EntryKind::file) return std::nullopt;
        throw;
    }
}

std::optional<std::string> Disk::try_read(std::string_view path) const {
    try {
        return read(path);
    } catch (const DiskError&) {
        return std::nullopt;
    }
}

std::unique_ptr<Disk> open_real_disk(const std::string& root) {
    return std::make_unique<RealDisk>(root);
}

std::int64_t stamping_clock() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return nanoseconds(now);
}

void make_folders(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) throw DiskError("create folder", path, error);
}

bool is_folder(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

} // namespace livret
