#include "disk/left_parts.hpp"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <string>

#include <fmt/format.h>

namespace livret {

namespace {

// The number of the program that made a half file; 0: it is none of ours.
int maker_of(std::string_view name) {
    if (!name.starts_with('.') || !name.ends_with(".part")) return 0;
    name.remove_suffix(5);
    const std::size_t dot = name.rfind('.'), dash = name.rfind('-');
    if (dash == std::string_view::npos || dot == 0 || dash < dot) return 0;
    int out = 0;
    const auto [end, error] = std::from_chars(name.data() + dot + 1, name.data() + dash, out);
    return error == std::errc{} && end == name.data() + dash && out > 0 ? out : 0;
}

bool runs(int program) {
    return ::kill(program, 0) == 0 || errno == EPERM;
}

} // namespace

void remove_left_parts(Disk& disk, std::string_view folder) {
    const bool root = folder.empty(); // its own files only: what lies below is not this call's business
    if (!root && (!disk.exists(folder) || disk.kind(folder) != EntryKind::folder)) return;
    for (const DiskEntry& entry : disk.list(folder)) {
        const std::string path = root ? entry.name : fmt::format("{}/{}", folder, entry.name);
        if (entry.kind == EntryKind::folder && !root) remove_left_parts(disk, path);
        const int maker = entry.kind == EntryKind::file ? maker_of(entry.name) : 0;
        if (maker == 0 || runs(maker)) continue;
        try {
            disk.remove(path);
        } catch (const DiskError&) { // somebody else was faster; or it stays
        }
    }
}

} // namespace livret
