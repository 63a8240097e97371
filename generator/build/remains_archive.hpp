// What remains of a group, for base/archive.hpp.
#pragma once

#include "build/archive_members.hpp"
#include "build/group_run.hpp"

namespace livret {

LIVRET_MEMBERS(GroupLists, gfps, trainees, activities, positionings, trainings, questions, notices, left_out)
LIVRET_MEMBERS(ShownLists, lists, attestations, incomplete, unreadable, foreign_supersedes)
// Its surface is kept by itself: of a country's groups it is mostly not wanted.
LIVRET_MEMBERS(Remains, shown, surface, references, identifiers, people, page_paths)

} // namespace livret
