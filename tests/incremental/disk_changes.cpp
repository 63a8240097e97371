// The C library's names for these calls, defined here: the program's rooms and the libraries it stands on call these.
#include "incremental/disk_changes.hpp"

#include <atomic>
#include <csignal>
#include <cstddef>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

namespace livret::tests {

namespace {

std::atomic<long> changes{0};
std::atomic<long> last{0}; // 0: never

void count() {
    const long now = ++changes;
    if (const long at = last.load(); at != 0 && now >= at) ::kill(::getpid(), SIGKILL);
}

} // namespace

long disk_changes() {
    return changes.load();
}

void die_at_change(long n) {
    last = changes.load() + n;
}

} // namespace livret::tests

using livret::tests::count;

extern "C" {

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
