#include "disk/disk.hpp"

#include "base/paths.hpp"

#include <map>

namespace livret {

namespace {

// Folders exist as long as a file is in them.
class MemoryDisk : public Disk {
  public:
    std::vector<DiskEntry> list(std::string_view folder) const override {
        const std::string prefix = folder.empty() ? std::string() : std::string(folder) + "/";
        std::map<std::string, DiskEntry> found;
        for (const auto& [path, bytes] : files_) {
            if (!path.starts_with(prefix)) continue;
            const std::string rest = path.substr(prefix.size());
            const std::size_t slash = rest.find('/');
            if (slash == std::string::npos)
                found[rest] = {rest, EntryKind::file, bytes.size()};
            else
                found.try_emplace(rest.substr(0, slash), DiskEntry{rest.substr(0, slash), EntryKind::folder, 0});
        }
        if (found.empty() && !folder.empty()) missing("list", folder);
        std::vector<DiskEntry> entries;
        for (const auto& [name, entry] : found) entries.push_back(entry);
        return entries;
    }

    std::string read(std::string_view path) const override {
        const auto found = files_.find(path);
        if (found == files_.end()) missing("read", path);
        return found->second;
    }

    bool exists(std::string_view path) const override {
        if (path.empty() || files_.contains(path)) return true;
        const std::string prefix = std::string(path) + "/";
        const auto next = files_.lower_bound(prefix);
        return next != files_.end() && next->first.starts_with(prefix);
    }

    EntryKind kind(std::string_view path) const override {
        if (!exists(path)) missing("read", path);
        return files_.contains(path) ? EntryKind::file : EntryKind::folder;
    }

    void write_new(std::string_view path, std::string_view bytes) override {
        if (exists(path)) throw DiskError("write", std::string(path), std::make_error_code(std::errc::file_exists));
        write(path, bytes);
    }

    void write(std::string_view path, std::string_view bytes) override { files_.insert_or_assign(std::string(path), bytes); }

    void remove(std::string_view path) override {
        const auto found = files_.find(path);
        if (found == files_.end()) missing("remove", path);
        files_.erase(found);
    }

    bool remove_empty_folder(std::string_view path) override { return !exists(path); }

  private:
    [[noreturn]] static void missing(const char* operation, std::string_view path) {
        throw DiskError(operation, std::string(path), std::make_error_code(std::errc::no_such_file_or_directory));
    }

    std::map<std::string, std::string, std::less<>> files_;
};

} // namespace

std::unique_ptr<Disk> make_memory_disk() {
    return std::make_unique<MemoryDisk>();
}

} // namespace livret
