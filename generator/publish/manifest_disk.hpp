// Where a build's manifest lies, so that nobody else can write one for us.
#pragma once

#include "disk/disk.hpp"

#include <memory>
#include <string>

namespace livret {

// A site inside the repository has its manifest there, in .livret/: whoever can change it can change the site as well. A
// site elsewhere has it among this user's own state ($XDG_STATE_HOME or ~/.local/state), because a repository is shared,
// and a manifest that a colleague made up could otherwise have any file of this machine replaced or removed. Without such
// a folder nothing is remembered: then no file that is already there counts as ours.
std::unique_ptr<Disk> open_manifest_disk(const std::string& root, bool output_inside);
// The folder of this machine that .livret/ of such a disk is, made if it is not there; empty: nothing can be kept.
std::string manifest_folder(const std::string& root, bool output_inside);
// This user's own state, whatever the repository; nullptr: there is no place for it.
std::unique_ptr<Disk> open_state_disk();

} // namespace livret
