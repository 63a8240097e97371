#include "build/bag_disk.hpp"

#include "disk/read_only_disk.hpp"

#include <algorithm>

namespace livret {

namespace {

class BagDisk : public ReadOnlyDisk {
  public:
    explicit BagDisk(std::shared_ptr<const CheckedBag> bag) : bag_(std::move(bag)) {}

    std::vector<DiskEntry> list(std::string_view folder) const override {
        const std::string prefix = folder.empty() ? std::string() : std::string(folder) + "/";
        std::vector<DiskEntry> out;
        for (auto at = first_below(prefix); at != files().end() && at->path.starts_with(prefix); ++at) {
            const std::string_view rest = std::string_view(at->path).substr(prefix.size());
            const std::size_t slash = rest.find('/');
            const std::string name(rest.substr(0, slash));
            if (!out.empty() && out.back().name == name) continue;
            const bool is_file = slash == std::string_view::npos;
            out.push_back({name, is_file ? EntryKind::file : EntryKind::folder, is_file ? at->size : 0});
        }
        // "a-b" sorts before "a/c" in paths, "a" before "a-b" in names.
        std::sort(out.begin(), out.end(), [](const DiskEntry& a, const DiskEntry& b) { return a.name < b.name; });
        out.erase(std::unique(out.begin(), out.end(), [](const DiskEntry& a, const DiskEntry& b) { return a.name == b.name; }),
                  out.end());
        return out;
    }

    std::string read(std::string_view path) const override {
        auto bytes = bag_->read_all(path);
        if (const auto* fault = std::get_if<DossierFault>(&bytes)) {
            const auto why = fault->code == "container.missing" ? std::errc::no_such_file_or_directory : std::errc::io_error;
            throw DiskError("read", std::string(path), std::make_error_code(why));
        }
        return std::get<std::string>(std::move(bytes));
    }

    bool exists(std::string_view path) const override {
        if (path.empty() || bag_->container().find(path) != nullptr) return true;
        const auto at = first_below(std::string(path) + "/");
        return at != files().end() && at->path.starts_with(std::string(path) + "/");
    }

    EntryKind kind(std::string_view path) const override {
        return bag_->container().find(path) != nullptr ? EntryKind::file : EntryKind::folder;
    }

  private:
    std::shared_ptr<const CheckedBag> bag_;

    const std::vector<ContainerFile>& files() const { return bag_->container().files(); }
    std::vector<ContainerFile>::const_iterator first_below(const std::string& prefix) const {
        return std::lower_bound(files().begin(), files().end(), prefix,
                                [](const ContainerFile& one, const std::string& at) { return one.path < at; });
    }
};

} // namespace

std::unique_ptr<Disk> open_bag_disk(std::shared_ptr<const CheckedBag> bag) {
    return std::make_unique<BagDisk>(std::move(bag));
}

} // namespace livret
