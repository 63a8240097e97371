// The repository as it is on the disk now, read again when something in it changed; and what `check` would say of a text
// that is not in it yet.
#pragma once

#include "build/pipeline.hpp"
#include "disk/snapshot.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace livret {

// One file as it would be.
struct Attempt {
    SourcePath path;
    std::string text;
    std::vector<std::string> beside; // names of files that will lie beside it
    std::string in_place_of = {};    // the path of a file that will be gone then; empty: none
};

class Workshop {
  public:
    // `clock`: the moment of a request.
    Workshop(BuildOptions options, std::function<Moment()> clock);

    const BuildOptions& options() const { return options_; }
    Moment now() const { return clock_(); }
    Disk& disk() { return *disk_; }

    // Any thread; what is returned stays as it is.
    std::shared_ptr<const WholeRepository> whole();
    // Changes when a file of the repository does: names, sizes and times. A hint for reading again, never an input.
    std::string fingerprint() const;

    // The messages about this file and those beside it, as `livret check` would give them.
    std::vector<Diagnostic> messages(const Attempt& attempt);

  private:
    BuildOptions options_;
    std::function<Moment()> clock_;
    std::unique_ptr<Disk> disk_;
    std::mutex mutex_;
    std::string read_at_;
    std::shared_ptr<const WholeRepository> whole_;
};

} // namespace livret
