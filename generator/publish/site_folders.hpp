// What lies in the folders of a site when a build begins: each is listed once, instead of asking the system about every file.
#pragma once

#include "base/paths.hpp"
#include "disk/disk.hpp"

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace livret {

class SiteFolders {
  public:
    explicit SiteFolders(const Disk& site) : site_(site) {}

    // What is there; nothing: the name is free. Any thread.
    const DiskEntry* find(const SitePath& path) const;
    // Whether a file or a link stands where a folder on the way would have to be.
    bool is_blocked(const SitePath& path) const;

  private:
    struct Folder {
        bool blocked = false; // it, or one above it, is no folder
        std::map<std::string, DiskEntry, std::less<>> entries;
    };
    const Folder& folder(const SitePath& path) const;

    const Disk& site_;
    mutable std::mutex mutex_;
    mutable std::map<SitePath, Folder> folders_; // references to its elements stay good
};

} // namespace livret
