#include "history/tree_disk.hpp"

#include "disk/read_only_disk.hpp"

#include <charconv>

namespace livret {

namespace {

constexpr std::uint64_t small = 262144; // signed files are no larger; larger ones are read when they are wanted

class CommitDisk : public ReadOnlyDisk {
  public:
    CommitDisk(const Git& git, std::map<std::string, CommitFile> files, const Blobs& blobs) : git_(git), blobs_(blobs) {
        for (const auto& [path, file] : files) {
            std::size_t from = 0;
            for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', from)) {
                const std::string folder = path.substr(0, from == 0 ? 0 : from - 1);
                folders_[folder][path.substr(from, slash - from)] = {path.substr(from, slash - from), EntryKind::folder, 0};
                from = slash + 1;
            }
            const std::string name = path.substr(from);
            const EntryKind kind = file.entry.is_file()          ? EntryKind::file
                                   : file.entry.mode == "120000" ? EntryKind::link
                                                                 : EntryKind::other;
            folders_[path.substr(0, from == 0 ? 0 : from - 1)][name] = {name, kind, file.size};
        }
        folders_[""];
        files_ = std::move(files);
    }

    std::vector<DiskEntry> list(std::string_view folder) const override {
        const auto found = folders_.find(folder);
        if (found == folders_.end()) missing("list", folder);
        std::vector<DiskEntry> out;
        for (const auto& [name, entry] : found->second) out.push_back(entry);
        return out;
    }

    std::string read(std::string_view path) const override {
        const auto found = files_.find(std::string(path));
        if (found == files_.end() || !found->second.entry.is_file()) missing("read", path);
        if (const auto known = blobs_.find(found->second.entry.id); known != blobs_.end()) return known->second;
        auto bytes = read_blob(git_, found->second.entry.id);
        if (!bytes) throw DiskError("read", std::string(path), std::make_error_code(std::errc::io_error));
        return std::move(*bytes);
    }

    bool exists(std::string_view path) const override { return folders_.contains(path) || files_.contains(std::string(path)); }

    EntryKind kind(std::string_view path) const override {
        if (folders_.contains(path)) return EntryKind::folder;
        const auto found = files_.find(std::string(path));
        if (found == files_.end()) missing("read", path);
        return found->second.entry.is_file()          ? EntryKind::file
               : found->second.entry.mode == "120000" ? EntryKind::link
                                                      : EntryKind::other;
    }

  private:
    [[noreturn]] static void missing(const char* operation, std::string_view path) {
        throw DiskError(operation, std::string(path), std::make_error_code(std::errc::no_such_file_or_directory));
    }

    const Git& git_;
    const Blobs& blobs_;
    std::map<std::string, CommitFile> files_;
    std::map<std::string, std::map<std::string, DiskEntry>, std::less<>> folders_;
};

template <class Number> bool read_number(std::string_view text, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

std::optional<std::map<std::string, CommitFile>> files_of_commit(const Git& git, const std::string& commit) {
    const ProcessResult tree = git.run({"ls-tree", "-r", "-z", "-l", "--full-tree", commit});
    if (!is_fine(tree)) return std::nullopt;
    std::map<std::string, CommitFile> out;
    for (const std::string& line : split_at_nul(tree.output)) { // "100644 blob <id>    1234\tpath"
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos || line.size() < 12) return std::nullopt;
        std::vector<std::string> words;
        for (std::size_t at = 0; at < tab;) {
            const std::size_t end = std::min(line.find(' ', at), tab);
            if (end > at) words.push_back(line.substr(at, end - at));
            at = end + 1;
        }
        if (words.size() != 4) return std::nullopt;
        CommitFile file{{words[0], words[2]}, 0};
        if (words[3] != "-" && !read_number(words[3], file.size)) return std::nullopt;
        // One name twice, which no git writes: which of them a checkout shows is anybody's guess.
        if (!out.emplace(line.substr(tab + 1), std::move(file)).second) return std::nullopt;
    }
    return out;
}

bool read_small_files(const Git& git, const std::map<std::string, CommitFile>& files, Blobs& blobs) {
    std::string wanted;
    for (const auto& [path, file] : files)
        if (file.entry.is_file() && file.size <= small && !blobs.contains(file.entry.id)) wanted += file.entry.id + "\n";
    if (wanted.empty()) return true;
    const ProcessResult batch = git.run({"cat-file", "--batch"}, wanted);
    if (!is_fine(batch)) return false;
    std::string_view rest = batch.output;
    while (!rest.empty()) { // "<id> blob 1234\n", the bytes, "\n"
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return false;
        const std::string_view head = rest.substr(0, end);
        const std::size_t first = head.find(' '), last = head.rfind(' ');
        std::size_t size = 0;
        if (last == std::string_view::npos || head.substr(first, last - first) != " blob") return false;
        if (!read_number(head.substr(last + 1), size) || rest.size() < end + 1 + size + 1) return false;
        blobs.emplace(std::string(head.substr(0, first)), std::string(rest.substr(end + 1, size)));
        rest.remove_prefix(end + 1 + size + 1);
    }
    return true;
}

std::unique_ptr<Disk> open_commit(const Git& git, std::map<std::string, CommitFile> files, const Blobs& blobs) {
    return std::make_unique<CommitDisk>(git, std::move(files), blobs);
}

} // namespace livret
