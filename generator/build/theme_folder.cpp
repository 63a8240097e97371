#include "build/theme_folder.hpp"

#include "disk/disk.hpp"

namespace livret {

namespace {

void read_below(const Disk& disk, const std::string& folder, ThemeFiles& out) {
    for (const DiskEntry& entry : disk.list(folder)) {
        const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
        if (entry.name.starts_with('.') || entry.name == "node_modules") continue;
        if (entry.kind == EntryKind::folder) read_below(disk, path, out);
        if (entry.kind == EntryKind::file) out.files.emplace(path, disk.read(path));
    }
}

} // namespace

ThemeFiles read_theme_folder(const std::string& folder, const std::string& shown) {
    ThemeFiles out{shown, {}};
    read_below(*open_real_disk(folder), "", out);
    return out;
}

} // namespace livret
