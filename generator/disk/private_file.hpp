// Files that only their owner may read: signing keys and passphrases. Outside the repository, so by absolute path.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace livret {

enum class Replace { no, yes };

// Writes a whole file of mode 0600, through to the disk before it gets its name: after a kill or a power cut there is the
// old one, or none, or the new one. Folders on the way are made with mode 0700. Throws DiskError; file_exists if there is
// one already and `replace` is no, also when two programs try at once.
void write_private_file(const std::string& path, std::string_view bytes, Replace replace);

// Through to the disk, with its name, for a file that has one already: after a power cut it is there. Throws DiskError.
void flush_to_disk(const std::string& path);

// What a file's mode and owner say about who else may read it.
enum class Privacy { own, others_may_read, of_somebody_else };

// An opened private file: its bytes are read later, by whoever keeps them in the right kind of memory. Closes itself.
class PrivateFile {
  public:
    explicit PrivateFile(const std::string& path); // throws DiskError
    ~PrivateFile();
    PrivateFile(const PrivateFile&) = delete;
    PrivateFile& operator=(const PrivateFile&) = delete;

    int descriptor() const { return fd_; }
    bool is_regular() const { return regular_; } // else a pipe or a terminal, whose mode says nothing
    Privacy privacy() const { return privacy_; }

  private:
    int fd_;
    bool regular_ = false;
    Privacy privacy_ = Privacy::own;
};

// The nearest folder above `path` (links resolved) that is shared by its nature: a git work tree or a Livret repository.
std::optional<std::string> shared_folder_above(const std::string& path);

} // namespace livret
