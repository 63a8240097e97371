// The C library's names for these calls, defined here: the program's rooms and the libraries it stands on call these.
#include "incremental/disk_changes.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstddef>
#include <mutex>
#include <set>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

namespace livret::tests {

namespace {

std::atomic<long> changes{0};
std::atomic<long> last{0}; // 0: never

std::atomic<long> tick{0}; // nanoseconds; 0: as the kernel says

void coarsen(timespec& time) {
    if (const long one = tick.load(); one > 0) time.tv_nsec -= time.tv_nsec % one;
}

int coarsened(int result, struct stat* facts) {
    if (result == 0) {
        coarsen(facts->st_mtim);
        coarsen(facts->st_ctim);
    }
    return result;
}

struct Watch {
    std::atomic<bool> is_on{false};
    std::recursive_mutex mutex;
    std::string name;
    std::function<void(FileMoment)> hook;
    std::set<int> open;
    bool busy = false; // in the hook
};
Watch& watch() {
    static Watch one;
    return one;
}

void tell(FileMoment moment, const char* path) {
    if (!watch().is_on || path == nullptr) return;
    const std::lock_guard lock(watch().mutex);
    if (watch().busy || watch().name != path) return;
    watch().busy = true;
    watch().hook(moment);
    watch().busy = false;
}

void note_open(const char* path, int fd) {
    if (!watch().is_on || fd < 0) return;
    const std::lock_guard lock(watch().mutex);
    if (!watch().busy && watch().name == path) watch().open.insert(fd);
}

bool note_close(int fd) {
    if (!watch().is_on) return false;
    const std::lock_guard lock(watch().mutex);
    return watch().open.erase(fd) > 0;
}

int look(int folder, const char* path, struct stat* facts, int flags) {
    tell(FileMoment::before_look, path);
    const int out = coarsened(static_cast<int>(::syscall(SYS_newfstatat, folder, path, facts, flags)), facts);
    const int reason = errno;
    tell(FileMoment::after_look, path);
    errno = reason;
    return out;
}

int open_at(int folder, const char* path, int flags, unsigned mode) {
    tell(FileMoment::before_open, path);
    const int out = static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
    const int reason = errno;
    note_open(path, out);
    errno = reason;
    return out;
}

void count() {
    const long now = ++changes;
    if (const long at = last.load(); at != 0 && now >= at) ::kill(::getpid(), SIGKILL);
}

} // namespace

long disk_changes() {
    return changes.load();
}

void set_tick(long milliseconds) {
    tick = milliseconds * 1'000'000;
}

void die_at_change(long n) {
    last = changes.load() + n;
}

void watch_files(std::string name, std::function<void(FileMoment)> hook) {
    const std::lock_guard lock(watch().mutex);
    watch().is_on = static_cast<bool>(hook);
    watch().name = std::move(name);
    watch().hook = std::move(hook);
    watch().open.clear();
}

} // namespace livret::tests

using livret::tests::count;
using livret::tests::look;
using livret::tests::open_at;

extern "C" {

int fstatat(int folder, const char* path, struct stat* facts, int flags) noexcept {
    return look(folder, path, facts, flags);
}
int fstat(int fd, struct stat* facts) noexcept {
    return livret::tests::coarsened(static_cast<int>(::syscall(SYS_fstat, fd, facts)), facts);
}
int stat(const char* path, struct stat* facts) noexcept {
    return look(AT_FDCWD, path, facts, 0);
}
int lstat(const char* path, struct stat* facts) noexcept {
    return look(AT_FDCWD, path, facts, AT_SYMLINK_NOFOLLOW);
}
int clock_gettime(clockid_t clock, timespec* now) noexcept {
    const int out = static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
    if (out == 0 && clock == CLOCK_REALTIME_COARSE) livret::tests::coarsen(*now);
    return out;
}
int openat(int folder, const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const unsigned mode = (flags & O_CREAT) != 0 ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    return open_at(folder, path, flags, mode);
}
int close(int fd) {
    const bool watched = livret::tests::note_close(fd);
    const int out = static_cast<int>(::syscall(SYS_close, fd));
    if (watched) livret::tests::tell(livret::tests::FileMoment::after_close, livret::tests::watch().name.c_str());
    return out;
}
int rename(const char* from, const char* to) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0u));
}
int renameat(int folder, const char* from, int other, const char* to) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_renameat2, folder, from, other, to, 0u));
}
int renameat2(int folder, const char* from, int other, const char* to, unsigned flags) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_renameat2, folder, from, other, to, flags));
}
int unlink(const char* path) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}
int unlinkat(int folder, const char* path, int flags) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
}
int mkdirat(int folder, const char* path, mode_t mode) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_mkdirat, folder, path, mode));
}
int ftruncate(int fd, off_t size) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}
int ftruncate64(int fd, off64_t size) noexcept {
    count();
    return static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}
ssize_t write(int fd, const void* bytes, std::size_t size) {
    count();
    return ::syscall(SYS_write, fd, bytes, size);
}
ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t at) {
    count();
    return ::syscall(SYS_pwrite64, fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off64_t at) {
    count();
    return ::syscall(SYS_pwrite64, fd, bytes, size, at);
}
ssize_t writev(int fd, const iovec* pieces, int number) {
    count();
    return ::syscall(SYS_writev, fd, pieces, number);
}
ssize_t pwritev(int fd, const iovec* pieces, int number, off_t at) {
    count();
    return ::syscall(SYS_pwritev, fd, pieces, number, at, 0L);
}
int fsync(int fd) {
    count();
    return static_cast<int>(::syscall(SYS_fsync, fd));
}
int fdatasync(int fd) {
    count();
    return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

} // extern "C"
