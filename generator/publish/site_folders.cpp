#include "publish/site_folders.hpp"

namespace livret {

namespace {

std::string_view name_of(const SitePath& path) {
    return std::string_view(path.value).substr(path.value.rfind('/') + 1); // npos + 1 is 0
}

} // namespace

const DiskEntry* SiteFolders::find(const SitePath& path) const {
    const std::lock_guard lock(mutex_);
    const Folder& above = folder(path.parent());
    const auto found = above.entries.find(name_of(path));
    return found == above.entries.end() ? nullptr : &found->second;
}

bool SiteFolders::is_blocked(const SitePath& path) const {
    const std::lock_guard lock(mutex_);
    return folder(path.parent()).blocked;
}

const SiteFolders::Folder& SiteFolders::folder(const SitePath& path) const {
    if (const auto known = folders_.find(path); known != folders_.end()) return known->second;
    Folder out;
    bool is_there = path.value.empty();
    if (!is_there) {
        const Folder& above = folder(path.parent());
        const auto own = above.entries.find(name_of(path));
        out.blocked = above.blocked || (own != above.entries.end() && own->second.kind != EntryKind::folder);
        is_there = own != above.entries.end() && !out.blocked;
    }
    if (is_there)
        for (DiskEntry& entry : site_.list(path.value)) {
            std::string name = entry.name;
            out.entries.emplace(std::move(name), std::move(entry));
        }
    return folders_.emplace(path, std::move(out)).first->second;
}

} // namespace livret
