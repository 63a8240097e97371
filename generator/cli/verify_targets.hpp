// What `livret verify` is asked about, found and judged: a repository, a folder trust/, a built site, a dossier, or one signed
// file.
#pragma once

#include "build/dossier_reader.hpp"
#include "build/pipeline.hpp"
#include "cli/believe.hpp"
#include "cli/command.hpp"
#include "cli/memory_of_checkpoints.hpp"
#include "cli/pinned_root.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livret {

// One chain with everything that hangs on it.
struct VerifyTarget {
    std::string path;  // as the user wrote it, or below it: "site/math1"
    Verdicts verdicts; // with `verdicts.files`
    PinnedRoot root;
    std::optional<std::string> only; // one file of it, below trust/; none: all
    People people;                   // of a repository
    std::vector<std::string> not_in_force;
    MemoryFinding memory;
    bool carries_a_part = false;                // a group's site: what it does not show is not there, and is no loss
    std::map<std::string, Freshness> freshness; // of a repository: by path below trust/
    std::shared_ptr<const ReadDossier> dossier; // null for anything else
    std::optional<DossierFault> fault; // a dossier that is refused: nothing of it was believed, nothing below is filled in
};

// Throws CommandError (usage) for what is none of these, DiskError for what cannot be read.
std::vector<VerifyTarget> verify_targets(const Command& command, const std::string& path);

} // namespace livret
