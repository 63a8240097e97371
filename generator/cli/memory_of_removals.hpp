// A removal that was begun and not completed, remembered on this machine and never in the repository: her dossier was exported
// when her work was still whole, and is not written again from what an interrupted removal left.
#pragma once

#include "build/removal.hpp"
#include "trust/documents.hpp"

#include <map>
#include <optional>
#include <string>

namespace livret {

struct BegunRemoval {
    Leaver leaver;
    std::string dossier;                 // where it was written; empty: none was asked for
    Digest digest;                       // of its bytes
    std::map<std::string, Digest> files; // of hers, as they were then: all of them are in the dossier
};

// `root`: the repository; `folder`: "math1/durand", as she was in it.
std::optional<BegunRemoval> begun_removal(const std::string& root, const std::string& folder);
// Throws CommandError without a home folder, DiskError.
void remember_removal(const std::string& root, const BegunRemoval& begun);
void forget_removal(const std::string& root, const std::string& folder);

} // namespace livret
