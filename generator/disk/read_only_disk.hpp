// A disk that only shows what something else holds: a commit, a dossier, a text that is not saved yet. To write or remove is a
// DiskError.
#pragma once

#include "disk/disk.hpp"

namespace livret {

class ReadOnlyDisk : public Disk {
  public:
    void write(std::string_view path, std::string_view bytes) final;
    void write_new(std::string_view path, std::string_view bytes) final;
    void remove(std::string_view path) final;
    bool remove_empty_folder(std::string_view path) final;
};

} // namespace livret
