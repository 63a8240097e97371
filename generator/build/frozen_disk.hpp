// A repository as a jury's session froze it: a disk on which the trainees' activities are those that the freeze names, each
// written again from what was signed, and everything else is what lies there.
//
// So a site for the jury runs through the same stages as any other, and nothing in them can read a candidate's text of today by
// mistake. A frozen activity's file is a header (title, date, context, phases, situation, visibility and the competences with
// her words, as frozen) and the text from its snapshot; its attachments are theirs. It keeps the place that it has today, or,
// if its file is gone, a folder named after its reference. What was not frozen is not there: replies, `with`, `same-as`,
// drafts, other activities, those of trainees who are no candidates. Whether its pictures show people is taken from today's
// header: a picture for which consent was withdrawn since is not shown because it was frozen.
#pragma once

#include "build/session_freeze.hpp"
#include "disk/disk.hpp"
#include "trust/roster.hpp"

#include <map>
#include <memory>
#include <string>

namespace livret {

// Where the file of each frozen activity lies on such a disk.
struct FrozenPlace {
    std::string trainee; // opaque id
    std::string reference;
    SourcePath path;
    bool text_lost = false; // its snapshot is not there: the page has no text
};
struct FrozenRepository {
    std::unique_ptr<Disk> disk;
    std::vector<FrozenPlace> places;    // by candidate, then reference
    std::vector<TraineeKey> candidates; // who have a folder; sorted
};

// `today`: the repository's activities, for where each lies. `roster`: whose folder is whose. `groups`: the session's; other
// groups are left as they are. Takes the disk. Throws DiskError.
FrozenRepository open_frozen(std::unique_ptr<Disk> repository, const SessionFreeze& freeze, const Institute& today,
                             const Roster& roster, const std::vector<GfpId>& groups);

// The activity's file: for tests too.
std::string frozen_file(const FrozenActivity& activity, Pictures pictures, std::string_view text);

} // namespace livret
