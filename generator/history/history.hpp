// Who changed which file of the repository on which day, as git records it.
//
// Git is asked once, for the whole history: of many years that takes seconds, and whoever read it before asks first whether it
// still is the same. A folder that is no git repository, or a machine without git, has no history:
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

// What a history hangs on, besides `until`: where these are equal, it is the same.
struct HistoryState {
    std::string head;   // the commit that is checked out, as git names it; empty: there is no history
    std::string prefix; // of the root in git's work tree: "content/"
    bool cut = false;
    std::string rest; // a digest of what else git goes by: .mailmap, where a shallow clone ends, the repository's settings
    bool operator==(const HistoryState&) const = default;
};

// `root` is a folder of this machine.
HistoryState history_state(const std::string& root);
History read_history(const std::string& root, const HistoryState& state, Date until);

} // namespace livret
