// One group's way through all stages; grouped_run.cpp shows the whole.
#pragma once

#include "base/made_once.hpp"
#include "build/authorship.hpp"
#include "build/kept.hpp"
#include "build/shared_run.hpp"
#include "load/repository.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace livret {

// What is read once, for all groups.
struct Common {
    const BuildOptions options;
    std::shared_ptr<Disk> repository;
    Snapshot snapshot;
    Frame frame;
    Part shared;                   // what is of no group; its attachments are examined
    std::vector<Gfp> groups;       // by id: those whose gfp.md has no error of its own
    std::vector<Trainee> speakers; // who asked or answered where several groups read it: their names
    std::shared_ptr<const SharedVerdicts> trust;
    std::shared_ptr<const Look> look;
    std::string look_digest;                       // of its files
    std::optional<FolderFacts> look_facts;         // how these lie there, where that shows every change to come
    std::shared_ptr<const GroupedHistory> history; // where git is asked; else null
    std::optional<std::string> head_files;         // as they were before it was asked
    std::shared_ptr<DocumentMemo> documents;       // where somebody reads again and again; null elsewhere

    explicit Common(const BuildOptions& given) : options(given) {}
    Common(const Common&) = delete;
    Common& operator=(const Common&) = delete;
};

// What a group has to know of others. Mostly nothing.
struct OfOthers {
    std::vector<const Surface*> known; // all of them, or none
    bool all = false;
    bool must_know_first = false; // it has a name that another group has too: only its surface is wanted for now
    People claimed;               // who say in other groups' profiles that they are one of this group's trainees
};

// Where a group's files go, if they go anywhere: to the disk, or, without one, they stay in memory.
struct Destination {
    Disk* site = nullptr;
    Disk* manifests = nullptr;
    std::function<Manifest(const std::string& part)> before;           // what earlier builds wrote
    std::function<void(std::size_t done, std::size_t total)> progress; // files of the group; any thread
};

// A group as its readers see it, without texts: what the pages above the groups are made of.
struct ShownLists {
    GroupLists lists;
    std::vector<AttestationRecord> attestations;
    std::vector<TrustState::Incomplete> incomplete;
    std::vector<TrustState::Flawed> unreadable, foreign_supersedes;
};

// What is left of a group for what lies above the groups, and for other groups.
struct Remains {
    LIVRET_DECLARED_ONCE(Remains);
    ShownLists shown;
    std::optional<Surface> surface;                     // none: the memo has it
    std::vector<std::string> references, identifiers;   // of it, the names that must be the only ones of their kind
    std::vector<std::pair<std::string, Person>> people; // who is who, by the roster's ids
    std::vector<SitePath> page_paths;                   // for the list of all pages
};

// A group's site in memory: its pages are made when somebody asks for them. The parts point into one another, and into `common`.
struct LiveGroup {
    std::shared_ptr<const Common> common;
    Holdings content;
    ShownSite shown;
    std::vector<SiteFile> files; // sorted by path
    std::mutex mutex;            // a page at a time
    std::shared_ptr<const GroupJudged> judged;
    // Whether the next reading may take it over, and when.
    Ingredients ingredients;
    Lasting lasting;
    bool may_stay = false;   // all that it is made of is known
    bool is_settled = false; // and lies on the disk as it was read, and what comes will show
};

struct GroupRest {
    LIVRET_DECLARED_ONCE(GroupRest);
    bool complete = true;     // false: nothing but the surface is good, and it must be made again when more is known of others
    bool stands_alone = true; // false: something of another group's went into it that no ingredient tells of
    std::shared_ptr<Remains> remains = std::make_shared<Remains>();
    std::shared_ptr<LiveGroup> live; // where it stays in memory
    Sink sink;
    std::size_t pages = 0;
    PublicationCounts files;
    std::vector<BuildReport::Phase> phases;
    std::optional<Gfp> gfp; // for `check`, with its members' keys
    std::vector<Trainee> members;
    // Where there is a memo: as an earlier build made it, and whether what remains of it was fetched.
    bool is_kept = false, is_fetched = false;
    // Of what must be unique, of the surface (in memory: once a group has to know the others), of all that remains.
    std::string names, surface, digest;
};

// `renderers`: one for each thread that may be used. No destination: the pages' values are made, and nothing else. `texts`: what
// its texts and what is signed about it are read from, the repository or what stands before it. `judged`: of an earlier
// reading, if nothing that is signed about the group changed since; else null. Throws DiskError.
GroupRest run_group(const std::shared_ptr<const Common>& held, const GfpId& gfp, const OfOthers& others,
                    std::vector<Renderer>& renderers, const Destination* to, const Disk& texts,
                    std::shared_ptr<const GroupJudged> judged = {});

// For the pages above the groups, of what stays in memory.
ShownLists shown_lists(const LiveGroup& group, const GfpId& gfp);

} // namespace livret
