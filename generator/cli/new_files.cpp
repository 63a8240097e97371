#include "cli/new_files.hpp"

#include "base/unicode.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

// Windows reserves them, whatever the extension; `index` is the name of a folder's own page.
bool is_reserved(std::string_view slug) {
    static constexpr std::array<std::string_view, 5> words{"con", "prn", "aux", "nul", "index"};
    if (std::find(words.begin(), words.end(), slug) != words.end()) return true;
    return slug.size() == 4 && (slug.starts_with("com") || slug.starts_with("lpt")) && slug[3] >= '1' && slug[3] <= '9';
}

void take_away(Disk& disk, const std::string& path) {
    try {
        disk.remove(path);
        for (std::size_t slash = path.rfind('/'); slash != std::string::npos && slash > 0; slash = path.rfind('/', slash - 1))
            if (!disk.remove_empty_folder(path.substr(0, slash))) return;
    } catch (const DiskError&) {
        // The first failure is the one to tell.
    }
}

} // namespace

std::vector<std::string> taken_paths(const Disk& disk, const std::vector<NewFile>& files) {
    std::vector<std::string> out;
    for (const NewFile& one : files)
        if (disk.exists(one.path)) out.push_back(one.path);
    return out;
}

void write_together(Disk& disk, const std::vector<NewFile>& files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        try {
            disk.write(files[i].path, files[i].bytes);
        } catch (const DiskError&) {
            for (std::size_t done = i; done > 0; --done) take_away(disk, files[done - 1].path);
            throw;
        }
    }
}

void take_away_together(Disk& disk, const std::vector<NewFile>& files) {
    for (auto one = files.rbegin(); one != files.rend(); ++one) take_away(disk, one->path);
}

std::string file_slug(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string out = slugify(text);
    if (out.size() > longest) {
        const std::size_t hyphen = out.rfind('-', longest);
        out.resize(hyphen == std::string::npos || hyphen == 0 ? longest : hyphen);
        while (out.ends_with('-')) out.pop_back();
    }
    return is_reserved(out) ? out + "-1" : out;
}

} // namespace livret
