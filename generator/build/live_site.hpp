// A site in memory: everything that leads to its pages is done once, and a page's bytes when somebody asks for it.
#pragma once

#include "build/pipeline.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livret {

class LiveSite {
  public:
    // Stages 1 to 6. Throws DiskError. options.output is not written to.
    // `before`: an earlier reading of the same; groups to which nothing changed since are taken over. May be null. `told`: every
    // file of the repository that changed since then, perhaps with others; nothing: that is not known, and all files are looked
    // at.
    using Told = std::optional<std::vector<SourcePath>>;
    explicit LiveSite(const BuildOptions& options, const LiveSite* before = nullptr, const Told& told = {});
    ~LiveSite();
    LiveSite(const LiveSite&) = delete;
    LiveSite& operator=(const LiveSite&) = delete;

    // Looks whether files lie there as they were read: only then the next reading takes anything over from this one. Takes time
    // that nobody who waits for a page need wait for; by the thread that reads.
    void settle();

    // Its messages; `stopped`: there are no pages (livret.yaml or the theme has errors, or these readers would be misled).
    const BuildReport& report() const;
    // The file at that address ("math1/index.html"), or nothing. Any thread, one at a time.
    std::optional<std::string> bytes(const SitePath& path);
    // The page of this group's site that shows a file of the repository: the document's, or that of what it is attached to.
    // Nothing if these readers have none.
    std::optional<SitePath> page_of(const GfpId& group, const SourcePath& source) const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace livret
