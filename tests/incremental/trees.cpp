#include "incremental/trees.hpp"

#include <cerrno>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace livret::tests {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t billion = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
    return time.tv_sec * billion + time.tv_nsec;
}

[[noreturn]] void fail(const std::string& what, const std::string& path) {
    throw std::runtime_error(fmt::format("{} {}: {}", what, path, std::error_code(errno, std::generic_category()).message()));
}

void write_all(int fd, const std::string& bytes, const std::string& path) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (count < 0) fail("write", path);
        done += static_cast<std::size_t>(count);
    }
}

bool is_at_or_below(const std::string& path, const std::string& folder) {
    return path == folder || path.starts_with(folder + "/");
}

// The part of `files` at or below a path, with another path in its place.
Files moved_part(const Files& files, const std::string& from, const std::string& to) {
    Files out;
    for (const auto& [path, entry] : files)
        if (is_at_or_below(path, from)) out[to + path.substr(from.size())] = entry;
    return out;
}

} // namespace

Tree::Tree(std::string base, const std::string& share_folder) : base_(std::move(base)) {
    fs::create_directories(repository());
    fs::create_directories(theme());
    fs::copy(share_folder, share(), fs::copy_options::recursive);
}

void Tree::carry_out(const Deeds& deeds) {
    for (const auto& [from, to] : deeds.moved) {
        Files part = moved_part(laid_, from, to);
        if (part.empty() || fs::exists(fs::symlink_status(base_ + "/" + to))) continue; // undone since, by a later edit
        fs::create_directories(fs::path(base_ + "/" + to).parent_path());
        if (::rename((base_ + "/" + from).c_str(), (base_ + "/" + to).c_str()) != 0) fail("rename", from);
        remove_empty_folders(from);
        std::erase_if(laid_, [gone = from](const auto& one) { return is_at_or_below(one.first, gone); });
        laid_.merge(part);
    }
    for (const auto& [one, other] : deeds.exchanged) {
        Files first = moved_part(laid_, one, other), second = moved_part(laid_, other, one);
        if (first.empty() || second.empty()) continue;
        if (::renameat2(AT_FDCWD, (base_ + "/" + one).c_str(), AT_FDCWD, (base_ + "/" + other).c_str(), RENAME_EXCHANGE) != 0)
            fail("exchange", one);
        std::erase_if(laid_, [a = one, b = other](const auto& file) {
            return is_at_or_below(file.first, a) || is_at_or_below(file.first, b);
        });
        laid_.merge(first);
        laid_.merge(second);
    }
}

void Tree::remove(const std::string& path) {
    if (::unlink((base_ + "/" + path).c_str()) != 0) fail("remove", path);
    remove_empty_folders(path);
}

void Tree::remove_empty_folders(const std::string& path) const {
    const fs::path full = base_ + "/" + path;
    for (fs::path folder = full.parent_path(); folder != repository() && folder != theme(); folder = folder.parent_path())
        if (::rmdir(folder.c_str()) != 0) break;
}

void Tree::put(const std::string& path, const Entry& entry, bool same_time, Random& random) {
    const std::string full = base_ + "/" + path;
    bool is_new = !fs::exists(fs::symlink_status(full));
    fs::create_directories(fs::path(full).parent_path());
    if (!entry.link.empty() || (!is_new && fs::is_symlink(fs::symlink_status(full)))) {
        if (!is_new) fs::remove(full);
        is_new = true;
        if (!entry.link.empty()) return fs::create_symlink(entry.link, full);
    }
    const std::size_t way = random.below(4);
    const Stamp before = is_new ? Stamp{} : stamp_of(full);
    if (way % 2 == 0 && !is_new)
        write_file(full, entry.bytes);
    else
        write_beside(full, entry.bytes);
    if (same_time && !is_new)
        set_modified(full, before.modified);
    else if (way == 1) // unpacked, or copied with its old time
        set_modified(full, (1'100'000'000 + static_cast<std::int64_t>(random.below(1000))) * billion);
}

void Tree::lay(const Files& files, const Deeds& deeds, Random& random) {
    carry_out(deeds);
    std::vector<std::string> gone;
    for (const auto& [path, entry] : laid_)
        if (!files.contains(path)) gone.push_back(path);
    for (const std::string& path : gone) {
        remove(path);
        laid_.erase(path);
    }
    for (const auto& [path, entry] : files) {
        const auto there = laid_.find(path);
        if (there != laid_.end() && there->second == entry) continue;
        const bool same_size = there != laid_.end() && there->second.bytes.size() == entry.bytes.size();
        put(path, entry, same_size && deeds.same_time.contains(path), random);
        laid_[path] = entry;
    }
    for (const std::string& path : deeds.touched)
        if (const auto there = laid_.find(path); there != laid_.end() && there->second.link.empty()) {
            if (random.once_in(2)) // the same bytes in another file
                write_beside(base_ + "/" + path, there->second.bytes);
            set_modified(base_ + "/" + path, (1'200'000'000 + static_cast<std::int64_t>(random.below(400'000'000))) * billion);
        }
}

void Tree::overwrite(const std::string& path, const std::string& bytes, std::int64_t modified) {
    const std::string full = base_ + "/" + path;
    write_file(full, bytes);
    set_modified(full, modified);
    laid_[path].bytes = bytes;
}

void Tree::rename_to(const std::string& base) {
    fs::rename(base_, base);
    base_ = base;
}

std::string read_file(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) fail("read", path);
    struct stat facts {};
    ::fstat(fd, &facts);
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(fd, bytes.data() + done, bytes.size() - done);
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
    }
    ::close(fd);
    bytes.resize(done);
    return bytes;
}

void write_file(const std::string& path, const std::string& bytes) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) fail("write", path);
    write_all(fd, bytes, path);
    ::close(fd);
}

void write_beside(const std::string& path, const std::string& bytes) {
    const std::string beside = fs::path(path).parent_path().string() + "/.beside";
    write_file(beside, bytes);
    if (::rename(beside.c_str(), path.c_str()) != 0) fail("rename", path);
}

std::map<std::string, std::string> read_tree(const std::string& folder) {
    std::map<std::string, std::string> out;
    if (!fs::is_directory(folder)) return out;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = entry.path().string();
        if (entry.is_symlink())
            out[path.substr(folder.size() + 1)] = "link to " + fs::read_symlink(path).string();
        else if (entry.is_regular_file())
            out[path.substr(folder.size() + 1)] = read_file(path);
    }
    return out;
}

Stamp stamp_of(const std::string& path) {
    struct stat facts {};
    if (::lstat(path.c_str(), &facts) != 0) fail("look at", path);
    return {nanoseconds(facts.st_mtim), nanoseconds(facts.st_ctim), facts.st_ino};
}

void set_modified(const std::string& path, std::int64_t time) {
    const timespec times[2] = {{0, UTIME_OMIT}, {time / billion, time % billion}};
    if (::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) fail("touch", path);
}

void wait_for_tick() {
    timespec first{}, now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &first);
    do ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    while (nanoseconds(now) == nanoseconds(first));
}

} // namespace livret::tests
