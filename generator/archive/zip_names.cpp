#include "archive/zip_names.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace livret {

bool is_safe_zip_name(std::string_view name) {
    if (first_invalid_utf8(name)) return false;
    // A colon is a drive or a hidden stream on Windows; a backslash separates folders there.
    const auto forbidden = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\' || c == ':'; };
    if (std::any_of(name.begin(), name.end(), forbidden)) return false;
    if (name.ends_with('/')) name.remove_suffix(1); // a folder
    const auto parts = split(name, '/');
    return std::none_of(parts.begin(), parts.end(),
                        [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

std::optional<ZipProblem> check_zip_names(std::span<const ZipEntry> entries) {
    std::vector<std::string> keys;
    keys.reserve(entries.size());
    for (const auto& entry : entries) {
        if (!is_safe_zip_name(entry.name))
            return ZipProblem{"le nom « " + entry.name + " » pourrait mener hors de l’archive",
                              "the name “" + entry.name + "” could lead outside the archive"};
        std::string_view name = entry.name;
        if (name.ends_with('/')) name.remove_suffix(1);
        keys.push_back(file_name_key(name));
    }
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice == keys.end()) return std::nullopt;
    return ZipProblem{"deux fichiers s’appellent « " + *twice + " »", "two files are called “" + *twice + "”"};
}

} // namespace livret
