// Reads a theme's folder from the disk; render/ never sees one.
//
// A theme that lies in the repository (livret.yaml: theme, themes/<name>/) is anybody's who may write there: it is used only if
// the registry in force lists its digest.
#pragma once

#include "disk/disk.hpp"
#include "render/theme.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace livret {

// Every file below `folder` (links are left out, node_modules too). `shown` stands before the paths in messages.
ThemeFiles read_theme_folder(const std::string& folder, const std::string& shown);

// How all these files lie there: two that are equal were read from the same files, unless one was changed shortly before.
struct FolderFacts {
    std::vector<std::tuple<std::string, std::uint64_t, Stamp>> files; // path, bytes
    std::int64_t newest = 0;                                          // of all stamps
    bool operator==(const FolderFacts&) const = default;
};
FolderFacts facts_of_theme_folder(const std::string& folder);

// "themes/<name>", where a repository keeps its theme.
std::string repository_theme_place(std::string_view name);
// Nothing if there is no such folder, or more in it than a theme holds (400 files, 16 MiB).
std::optional<ThemeFiles> read_repository_theme(const Disk& repository, std::string_view name);
// What a registry lists of a theme (schema/trust.md): 64 hexadecimal digits.
std::string theme_digest(const ThemeFiles& theme);
// Of the repository's theme as it lies there; empty if there is none.
std::string repository_theme_digest(const Disk& repository, std::string_view name);

} // namespace livret
