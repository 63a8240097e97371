#include "build/theme_folder.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::size_t most_files = 400, most_bytes = std::size_t{16} << 20;

struct Room {
    std::size_t files = most_files, bytes = most_bytes;
};

bool is_read(const DiskEntry& entry) {
    return !entry.name.starts_with('.') && entry.name != "node_modules";
}

// False if there was more than `room`, whose rest it keeps.
bool read_below(const Disk& disk, const std::string& folder, std::string_view from, Room* room, ThemeFiles& out) {
    for (const DiskEntry& entry : disk.list(folder)) {
        const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
        if (!is_read(entry)) continue;
        if (entry.kind == EntryKind::folder && !read_below(disk, path, from, room, out)) return false;
        if (entry.kind != EntryKind::file) continue;
        if (room != nullptr && (room->files == 0 || entry.size > room->bytes)) return false;
        std::string bytes = disk.read(path);
        if (room != nullptr) {
            if (bytes.size() > room->bytes) return false; // it grew meanwhile
            --room->files;
            room->bytes -= bytes.size();
        }
        out.files.emplace(path.substr(from.size()), std::move(bytes));
    }
    return true;
}

void look_below(const Disk& disk, const std::string& folder, FolderFacts& out) {
    for (const DiskEntry& entry : disk.list(folder)) {
        if (!is_read(entry)) continue;
        const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
        if (entry.kind == EntryKind::folder) look_below(disk, path, out);
        if (entry.kind != EntryKind::file) continue;
        out.files.emplace_back(path, entry.size, entry.stamp);
        out.newest = std::max({out.newest, entry.stamp.written, entry.stamp.changed});
    }
}

} // namespace

FolderFacts facts_of_theme_folder(const std::string& folder) {
    FolderFacts out;
    look_below(*open_real_disk(folder), "", out);
    return out;
}

ThemeFiles read_theme_folder(const std::string& folder, const std::string& shown) {
    ThemeFiles out{shown, {}};
    read_below(*open_real_disk(folder), "", "", nullptr, out);
    return out;
}

std::string repository_theme_place(std::string_view name) {
    return fmt::format("themes/{}", name);
}

std::optional<ThemeFiles> read_repository_theme(const Disk& repository, std::string_view name) {
    const std::string place = repository_theme_place(name);
    if (name.empty() || !repository.exists(place) || repository.kind(place) != EntryKind::folder) return std::nullopt;
    ThemeFiles out{place, {}};
    Room room;
    if (!read_below(repository, place, place + "/", &room, out)) return std::nullopt;
    return out;
}

std::string theme_digest(const ThemeFiles& theme) {
    // A text is the same text whatever line ends git gave it; anything else is its bytes.
    std::string lines;
    for (const auto& [path, bytes] : theme.files) {
        const bool text = !first_invalid_utf8(bytes) && bytes.find('\0') == std::string::npos;
        lines += fmt::format("{}  {}\n", sha256_hex(text ? lf_text(bytes) : bytes), path);
    }
    return sha256_hex(lines);
}

std::string repository_theme_digest(const Disk& repository, std::string_view name) {
    const auto theme = read_repository_theme(repository, name);
    return theme ? theme_digest(*theme) : "";
}

} // namespace livret
