#include "cli/new_files.hpp"

namespace livret {

namespace {

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

} // namespace livret
