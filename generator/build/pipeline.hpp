// The whole run, from a folder to a site: the picture of generator/README.md in code.
//
//   repository --snapshot--> names --load--> institute --audience--> what these readers may see --portfolio--> values
//   --view--> one value per page --render--> bytes --publish--> site/
//
// `check` goes up to the pages' values; `build` goes to the end. What is wrong with the content is in the sink; what is
// wrong with the machine is thrown (DiskError).
#pragma once

#include "base/made_once.hpp"
#include "build/verdicts.hpp"
#include "disk/disk.hpp"
#include "load/bodies.hpp"
#include "publish/publication.hpp"
#include "resolve/audience.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace livret {

enum class GitFacts { read, ignored };
enum class Memo { used, ignored };       // ignored: everything is made again, and nothing is remembered
enum class Strictness { usual, strict }; // strict: warnings count as errors, and errors stop the run

struct BuildOptions {
    LIVRET_DECLARED_ONCE(BuildOptions);
    std::string root;                         // the repository, as a folder of this machine
    std::string output;                       // the site's folder: absolute
    std::optional<SourcePath> output_in_root; // if it lies in the repository
    std::string share;                        // themes/, schema/, frameworks/: see cli/share.hpp
    std::string overlay;                      // a theme's folder; empty: none
    std::vector<GfpId> gfps;                  // only these; empty: all
    Audience audience = Audience::gfp;
    std::optional<TraineeKey> seen_by; // one trainee's own view (resolve/seen_by.hpp), of the audience gfp; never published
    Drafts drafts = Drafts::left_out;
    Bodies bodies = Bodies::read; // of read_whole
    Strictness strictness = Strictness::usual;
    GitFacts git = GitFacts::read;
    Believe believe;                     // which root of trust/ to believe in
    std::optional<std::int64_t> as_of;   // judge trust/ as it was at that checkpoint; none: as it is
    std::string session;                 // a jury's: its freeze is shown, and nothing later; empty: what is there today
    bool dossiers = false;               // a jury's site offers the copy of each dossier that is meant for it
    std::optional<std::string> base_url; // in place of that of livret.yaml
    Moment now;
    Memo memo = Memo::ignored;
    unsigned jobs = 1;
    bool is_last = false; // the process ends after it: what was read is not taken apart
    // Called now and then while files are published, from any thread; may be empty.
    std::function<void(std::size_t done, std::size_t total)> progress = {};
};

struct BuildReport {
    LIVRET_DECLARED_ONCE(BuildReport);
    Sink sink;
    Language language = Language::fr; // that livret.yaml asks for
    std::size_t pages = 0;
    PublicationCounts files;
    bool stopped = false; // nothing was published
    struct Refusal {
        std::string path; // may be empty
        std::string fr, en;
    };
    // What was made again, and why; for --explain.
    struct Remade {
        std::string part;                 // a group's id; empty: what lies above the groups
        std::vector<std::string> because; // the ingredients that changed, "hour", "output"; "new"
    };
    std::vector<Remade> remade;
    std::size_t kept = 0;          // groups that were not made again
    std::string memo_trouble;      // why nothing was remembered; in English
    std::vector<Refusal> refusals; // why there is no site of a session
    struct Phase {
        std::string name;
        double milliseconds = 0;
    };
    std::vector<Phase> phases;
    std::size_t errors = 0; // as strictness counts them
};

// Throws DiskError if the folder of a site inside the repository, or one above it, is a link or a file.
void refuse_links_to(const std::string& root, const Disk& repository, const SourcePath& output);

// The site's folder as its manifest and messages name it: relative to the root if it lies inside, else absolute.
std::string output_name(const BuildOptions& options);

// Stages 1 to 4, for the verbs that work on what a repository holds and not on pages: nobody's audience, nothing left out.
struct WholeRepository {
    Institute institute;
    Verdicts verdicts;
    Sink sink;
};
WholeRepository read_whole(const BuildOptions& options);

// Everything that can be wrong, without writing anything.
BuildReport check(const BuildOptions& options);
BuildReport build(const BuildOptions& options);

} // namespace livret
