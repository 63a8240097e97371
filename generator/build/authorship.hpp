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

namespace livret {

// `shown`: already restricted to the audience; only its files are counted. Public pages name nobody.
Authorship authorship_of(const History& history, const Institute& shown, const Roster& roster, Audience audience);

} // namespace livret
