// Locks that a git which was killed has left: index.lock and its like, with which every later git stops.
//
// Somebody else's git may hold one at this moment, and to take it away would let two write the same file. So a lock goes only
// if no git works in this folder, as far as the machine tells, and it is ours and some seconds old, or a minute old. Ours: when
// the deposit was killed, the note lay there that a git of it was at work, and the lock is not older than the note. The time is
// for programs that write git's files themselves and are no git: they hold a lock for moments.
#pragma once

#include "history/exchange.hpp"

#include <string>

namespace livret {

// Where a deposit's git notes that it is at work, in git's folder (Git::note_work_in).
inline constexpr const char* git_at_work = "livret-deposit-git";

// Waits some seconds for whoever holds a lock, then removes what was left, and the note. The path of a lock that has to stay;
// empty: none is left. Throws DiskError.
std::string remove_left_locks(const Git& git, const WorkTree& place);

} // namespace livret
