// livret verify DOSSIER: container, bag, then its signed files; and what may be done with one that holds.
#pragma once

#include "cli/verify_targets.hpp"

#include <string>

namespace livret {

// Judged, or with its `fault`. Throws CommandError, DiskError.
VerifyTarget dossier_target(const Command& command, const std::string& path, const std::string& shown, unsigned jobs);

// --extract DIR: every file of a dossier that holds (`good`), into a folder that is not there yet; whole or not at all.
// Throws CommandError: no dossier, not good, DIR is there.
void extract_dossier(const Command& command, const VerifyTarget& target, bool good);

} // namespace livret
