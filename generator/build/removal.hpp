// What erasing one trainee takes out of a repository (GDPR, article 17), worked out before anything is written: the files that
// go, those of others that lose her name, and the places that only people can judge.
//
// Never touched: what a signature of somebody else binds. Texts of others are reported, with their lines.
#pragma once

#include "disk/disk.hpp"
#include "load/leaving.hpp"
#include "model/institute.hpp"
#include "trust/chain.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace livret {

// Who goes. Without a profile (she left, or a removal was interrupted) only key and id are known.
struct Leaver {
    TraineeKey key;             // may be empty: her folder is not known
    std::string id;             // in the roster; empty: she has none
    std::string name;           // may be empty
    std::string folder() const; // "gfp/math1/trainees/durand"; empty without a key
};

struct Removal {
    struct Edit {
        std::string path;
        std::string text;       // the whole file afterwards
        std::string before;     // and as it was read
        std::vector<int> lines; // where it named her
    };
    struct Mention {
        std::string path;
        int line = 0; // 0: the whole file
    };
    std::vector<Edit> edits;          // of others' files
    std::vector<std::string> own;     // her folder; the profile comes last
    std::vector<std::string> threads; // questions and notices in which only she wrote
    std::vector<std::string> attestations, certificates, snapshots;
    std::vector<std::string> rosters;             // former registries' lists that hold her line; they go once she is erased
    std::vector<Mention> mentions;                // texts that name her and stay
    std::vector<std::string> signed_mentions;     // files of trust/ that stay and hold her identifier or name
    std::map<std::string, std::size_t> elsewhere; // folders that are no part of the format, and how many files there name her

    bool empty() const;
    // Everything that goes, as `git filter-repo --path` takes it: folders as such.
    std::vector<std::string> purged(const Leaver& leaver) const;
};

// Why nothing is removed.
struct NoRemoval {
    std::string fr, en;
};

// Reads all of the repository but .git. `trust`: its trust/; `chain`: what it amounts to.
std::variant<Removal, NoRemoval> plan_removal(const Disk& disk, const Institute& institute, const TrustFiles& trust,
                                              const Chain& chain, const Leaver& leaver);

// Former registries' lists are left for now: without her erasure in the registry in use they would be missed.
enum class Rosters { stay, go };
// Others' files first, her profile last: a removal that is interrupted is completed by running it again. Throws DiskError; a file
// that changed since it was read stops it.
void carry_out(Disk& disk, const Removal& removal, const Leaver& leaver, Rosters rosters);

} // namespace livret
