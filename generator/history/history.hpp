// Who changed which file of the repository on which day, as git records it.
//
// Git is asked once, for the whole history. A folder that is no git repository, or a machine without git, has no history:
// pages then show the dates that texts state themselves. What git says of an author is a claim: anybody may write any name.
//
// Renames are followed: a change is told of the name that the file has today, and to move a file without touching it is no
// change of it. Of a merge counts only what it did itself (a conflict that was settled); the rest was changed before, by
// somebody else. In a shallow clone the oldest commits hold everything that came before them: such a change is `or_before`.
// Changes with a date after `until`, or with none that a calendar knows, are left out: dates are claims too.
#pragma once

#include "base/date.hpp"
#include "base/paths.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

struct FileChange {
    SourcePath path; // as the file is called today, below the root
    Date day{};      // in its author's time zone
    bool or_before = false;
    std::size_t author = 0; // in History::authors
};

// By .mailmap, if the repository has one. UTF-8; what is not is empty. Never to be shown as it is: names may be of people who
// are not in the repository any more, and addresses are private.
struct GitAuthor {
    std::string name, address;
    auto operator<=>(const GitAuthor&) const = default;
};

struct History {
    bool known = false; // git is here and knows the folder
    bool cut = false;   // a shallow clone
    std::vector<GitAuthor> authors;
    std::vector<FileChange> changes; // newest first
};

// `root` is a folder of this machine.
History read_history(const std::string& root, Date until);

} // namespace livret
