// Where a repository still names somebody: for people to judge, because a signature may bind the words, or somebody else wrote
// them.
#pragma once

#include "build/removal.hpp"

#include <set>
#include <string>

namespace livret {

// Looks at every file but .git's, as `out` will leave it, and fills its mentions, signed_mentions and elsewhere. A file of more
// than 64 MiB is not looked at.
void find_mentions(const Disk& disk, const Leaver& leaver, const std::set<std::string>& references, Removal& out);

} // namespace livret
