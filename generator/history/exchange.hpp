// Putting another commit's files into the working folder, so that a kill in the middle can be told from what a person typed.
//
// git takes files away and writes them again one by one; killed, some are the old ones, some the new ones, one may be half.
// Therefore a note of both commits lies in git's folder meanwhile. With it the next deposit puts back what is plainly git's
// half-done work, and leaves alone what is neither.
#pragma once

#include "disk/disk.hpp"
#include "history/git.hpp"

#include <string>
#include <vector>

namespace livret {

// Where a copy of a repository lies.
struct WorkTree {
    std::string top;        // the top of the work tree, absolute
    std::string prefix;     // of the repository below it: "", or "content/"
    std::string git_folder; // absolute
};

enum class Exchanged { done, edited, failed }; // edited: somebody changed a file meanwhile; nothing was touched
struct Exchange {
    Exchanged end = Exchanged::failed;
    std::string errors;
    std::string lock;                     // failed, and a lock of another git keeps it from being put right: its path
    std::vector<std::string> moved_aside; // files that were not recorded and lay where others' go: below the repository
};

// From the commit that is there to `to`, a later one. What is recorded nowhere and in the way goes to `aside` (below the
// repository, ends with '/'). Throws DiskError.
Exchange exchange(const Git& git, const WorkTree& place, const std::string& to, const std::string& aside);

// Notes that a deposit is at work here. False: an earlier one was interrupted, and its traces have to be mended.
bool begin_work(const WorkTree& place);
// After a kill: puts back what it left. The path of a lock that another git may hold, and nothing was done; empty: it is mended.
// Throws DiskError.
std::string mend(const Git& git, const WorkTree& place);
// Unless something remains to be mended.
void end_work(const WorkTree& place);

} // namespace livret
