// Files that are put into a repository all together or not at all, and never over what is there.
#pragma once

#include "disk/disk.hpp"
#include "load/file_slug.hpp"

#include <string>
#include <vector>

namespace livret {

struct NewFile {
    std::string path; // on the disk
    std::string bytes;
};

// The paths that are taken already, in order; nothing may be written then.
std::vector<std::string> taken_paths(const Disk& disk, const std::vector<NewFile>& files);

// Writes them all. When one fails (DiskError), those written before it are taken away again, and the error
// goes on.
void write_together(Disk& disk, const std::vector<NewFile>& files);

// Takes files that were just written away again, with the folders that they leave empty.
void take_away_together(Disk& disk, const std::vector<NewFile>& files);

} // namespace livret
