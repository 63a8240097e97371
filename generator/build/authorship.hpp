// What git's history says, told in people of the repository.
//
// An author is known by name (as in the profile or livret.yaml, whatever the order, capitals and accents; two people of one
// name are nobody), or by a login of the institute's roster: as the author's name, or in the address that a forge gives to those
// who hide theirs (12345+LOGIN@users.noreply.forge.org). Whoever writes under another name is put right by git's own .mailmap.
// Everybody else is nobody: the name may be of somebody who asked to be erased.
#pragma once

#include "history/history.hpp"
#include "resolve/audience.hpp"
#include "resolve/authorship.hpp"
#include "trust/roster.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace livret {

// A history by whose files it is about.
struct GroupedHistory {
    History whole;
    std::map<GfpId, std::vector<const FileChange*>> of_groups;
    std::vector<const FileChange*> shared; // of no group
    std::optional<Date> from;              // cut: the day of the newest change that may be older

    HistoryState state; // as git was when it was read, and the last day that it tells of
    Date until{};

    GroupedHistory(History history, HistoryState state, Date until);
    // Of all that it tells of a group's files and of those of none.
    std::string digest(const GfpId& gfp) const; // any thread
    GroupedHistory(const GroupedHistory&) = delete;
    GroupedHistory& operator=(const GroupedHistory&) = delete;

  private:
    mutable std::mutex mutex_;
    mutable std::map<GfpId, std::string> digests_;
};

// `shown`: already restricted to the audience; only its files are counted. Public pages name nobody.
// What is of a group is by its own trainees or by trainers, for its site tells of nobody else; what is of no group by trainers.
// `groups`: whose files to tell of.
Authorship authorship_of(const GroupedHistory& history, const std::vector<GfpId>& groups, const Institute& shown,
                         const Roster& roster, Audience audience);

} // namespace livret
