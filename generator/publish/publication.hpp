// One build's way to the disk: equal bytes are left alone, others are written beside and renamed; then what
// the old manifest lists and this build did not write is removed; the manifest comes last. A file that Livret
// did not write is never replaced nor removed: it is an error that names it.
#pragma once

#include "diag/sink.hpp"
#include "disk/part_file.hpp"
#include "publish/manifest.hpp"
#include "publish/site_folders.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct PublicationCounts {
    std::size_t written = 0;
    std::size_t unchanged = 0;
    std::size_t removed = 0;
};

class Publication {
  public:
    // The whole site. `output` identifies the folder in the manifest's name and is the prefix of paths in messages. `mine`
    // says which paths this build is responsible for: only there does it prune.
    Publication(Disk& site, Disk& repository, std::string output, std::function<bool(const SitePath&)> mine);
    // A group's folder, or with "" what lies above; nothing else is looked at. `before`: what its part of the manifest says.
    Publication(Disk& site, Disk& repository, std::string output, std::string part, Manifest before);

    // Notes the planned paths, before the first put.
    void begin(const std::vector<SitePath>& planned);
    // May be called from several threads, for different paths. Throws DiskError.
    void put(const SitePath& path, std::string_view bytes);
    // For files too large for memory, which somebody else puts at their place (disk/part_file). May be called from several
    // threads, for different paths. First: what may be done there, or nothing if it is not ours; it is noted as foreign.
    std::optional<Taken> may_place(const SitePath& path);
    // Then: what was done.
    void note_placed(const SitePath& path, Placed placed);
    // Prunes and writes the manifest. Messages about foreign files go into `sink`.
    PublicationCounts finish(Sink& sink);

  private:
    void note_plan();
    void write(const Manifest& manifest);
    void remove_parts();
    void prune();

    Disk& site_;
    Disk& repository_;
    std::string output_;
    std::optional<std::string> part_; // nothing: all of them
    std::function<bool(const SitePath&)> mine_;
    SiteFolders folders_;
    Manifest before_, after_;
    std::vector<SitePath> planned_;
    std::mutex noting_;
    bool is_noted_ = false;
    std::vector<SitePath> foreign_;
    PublicationCounts counts_;
    std::mutex mutex_;
};

// Removes everything that builds wrote into an output folder, and its manifest. Files changed since are kept
// and named.
PublicationCounts clean(Disk& site, Disk& repository, const std::string& output, Sink& sink);

} // namespace livret
