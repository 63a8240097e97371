// The stages that a site and a dossier have in common; pipeline.cpp and dossier.cpp put them together.
#pragma once

#include "base/made_once.hpp"
#include "build/pipeline.hpp"
#include "build/signing_desk.hpp"
#include "build/theme_folder.hpp"
#include "export/trust_files.hpp"
#include "model/shown_session.hpp"
#include "render/renderer.hpp"
#include "view/pages.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livret {

// Notes how long each phase took, for --verbose.
class PhaseTimer {
  public:
    explicit PhaseTimer(std::vector<BuildReport::Phase>& phases) : phases_(phases) {}
    void done(const char* phase); // adds to what this phase took before

  private:
    std::vector<BuildReport::Phase>& phases_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Stages 1 to 4: what the repository holds, checked, and what is signed about it.
struct Holdings {
    LIVRET_DECLARED_ONCE(Holdings);
    std::shared_ptr<Disk> repository;
    Institute institute;
    Verdicts verdicts;
};
Holdings read_content(const BuildOptions& options, Sink& sink, std::vector<BuildReport::Phase>& phases);
// Likewise of a repository that is no folder of this machine; of the options only what is no path counts.
Holdings read_content(std::unique_ptr<Disk> repository, const BuildOptions& options, Sink& sink,
                      std::vector<BuildReport::Phase>& phases);

// The theme with its words, every name in it held against what the pages offer; and what no theme can replace.
struct Look {
    Theme theme;
    ThemeFiles base; // the files that the theme is made of, until it is
    std::optional<ThemeFiles> overlay;
    ThemeFiles program; // words and style of verdicts, the checking page
    std::optional<Texts> texts, words;
    Programs programs;
    Guides guides;
    Language language = Language::fr;
    bool is_faultless = false; // nothing was said of it when it was compiled
};
// `trust` says which theme of the repository is in force.
void read_look(const BuildOptions& options, const Disk& repository, const Configuration& configuration, const TrustState& trust,
               Look& out, Sink& sink);
// In two steps: its files as they lie there, and what is made of these alone, in one language.
void read_look_files(const BuildOptions& options, const Disk& repository, const Configuration& configuration,
                     const TrustState& trust, Look& out, Sink& sink);
void compile_look(Language language, Look& out, Sink& sink);
std::string digest_of_files(const Look& look);
// How its files lie there; nothing where trust/ decides which they are.
std::optional<FolderFacts> facts_of_look(const BuildOptions& options, const Configuration& configuration);

// Stages 5 and 6: what these readers see, and its pages. The parts point into one another: it stays where it is made.
struct ShownSite {
    Institute institute;
    Portfolio portfolio;
    std::optional<ShownSession> session; // that the site is for
    std::optional<SiteMap> map;
    ViewContext context;
    SignedFiles signed_files;
    std::vector<GroupDesk> desks; // trainers', where something is signed
    std::vector<Page> pages;
    std::vector<SitePath> pages_elsewhere; // of other parts of the site, for the list of all pages

    ShownSite() = default;
    ShownSite(const ShownSite&) = delete;
    ShownSite& operator=(const ShownSite&) = delete;
};
// Leaves these groups only; none named: all.
void keep_groups(Institute& institute, const std::vector<GfpId>& only);
// `institute`: already restricted to `audience`. `only`: see make_portfolio.
void resolve(Institute institute, Audience audience, const Moment& now, ShownSite& out, const std::vector<GfpId>& only = {});
void list_pages(const Look& look, ShownSite& out);
// Who sees every decision gets the signed files, too. Before the pages are listed.
void choose_signed_files(Audience audience, ShownSite& out);

// One file of a site: its path, and how its bytes are had when its turn comes.
struct SiteFile {
    SitePath path;
    std::function<std::string(Renderer&)> bytes;
};
// Every file of the site, or of the part of it that shown.context names, sorted by path. Everything given must outlive the
// result.
std::vector<SiteFile> list_files(const Holdings& content, const Look& look, ShownSite& shown);
// One of them, if it is there.
std::optional<std::string> bytes_of(const std::vector<SiteFile>& files, const SitePath& path, Renderer& renderer);
// The page of this group's site that shows a file of the repository: the document's, or that of what it is attached to.
std::optional<SitePath> page_of_source(const SiteMap& map, const GfpId& group, const SourcePath& source);

} // namespace livret
