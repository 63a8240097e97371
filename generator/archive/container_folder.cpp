// A dossier that somebody unpacked. The same names and limits as in a zip; no link is followed, nothing but files is read.
#include "archive/container_source.hpp"
#include "archive/entry_names.hpp"
#include "disk/open_file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace livret {

namespace {

struct FolderSource : Container::Source {
    std::string folder;

    std::optional<DossierFault> read(std::size_t index, const Take& take) const override {
        const ContainerFile& wanted = files[index];
        const OpenFile file(folder, wanted.path);
        std::array<char, 1u << 16> buffer{};
        std::uint64_t done = 0;
        while (const std::size_t count = file.read(done, buffer)) {
            done += count;
            if (done > wanted.size) break;
            take({buffer.data(), count});
        }
        return done == wanted.size ? std::nullopt : std::optional(refused("container.changed", wanted.path));
    }
};

class Walk {
  public:
    explicit Walk(const std::string& folder) : disk_(open_real_disk(folder)) {}

    // Folders count too: ten thousand empty ones within one another are no dossier.
    std::optional<DossierFault> below(const std::string& folder, std::size_t depth) {
        for (const DiskEntry& entry : disk_->list(folder)) {
            const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
            if (++seen_ > container_limits::entries) return refused("container.too-many-entries");
            if (depth > container_limits::depth) return refused("container.too-deep", path);
            if (entry.kind == EntryKind::link) return refused("container.link", path);
            if (entry.kind == EntryKind::other) return refused("container.special", path);
            if (entry.kind == EntryKind::folder) {
                if (auto refusal = below(path, depth + 1)) return refusal;
            } else {
                (is_added_by_macos(path) ? ignored : files).push_back({path, entry.size});
            }
        }
        return std::nullopt;
    }

    std::optional<DossierFault> check() {
        std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        std::uint64_t left = container_limits::size;
        std::vector<std::string_view> names;
        for (const ContainerFile& file : files) {
            if (const auto wrong = name_fault(file.path)) return refused("container." + std::string(*wrong), file.path);
            if (file.size > left) return refused("container.too-large");
            left -= file.size;
            names.push_back(file.path);
        }
        if (names.empty()) return refused("container.empty");
        return tree_fault(names);
    }

    std::vector<ContainerFile> files, ignored;

  private:
    std::unique_ptr<Disk> disk_;
    std::size_t seen_ = 0;
};

} // namespace

std::variant<Container, DossierFault> open_folder_container(const std::string& path) {
    Walk walk(path);
    if (auto refusal = walk.below("", 1)) return *refusal;
    if (auto refusal = walk.check()) return *refusal;
    auto source = std::make_shared<FolderSource>();
    source->folder = path;
    std::error_code ignored;
    const auto real = std::filesystem::canonical(path, ignored);
    source->top = (ignored ? std::filesystem::path(path) : real).filename().string();
    source->files = std::move(walk.files);
    for (ContainerFile& file : walk.ignored) source->ignored.push_back(std::move(file.path));
    std::sort(source->ignored.begin(), source->ignored.end());
    return Container(std::move(source));
}

} // namespace livret
