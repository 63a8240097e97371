// A file on its way into a folder of its own (moving.hpp), as the journal remembers it: first what is meant is written down
// (JournalEntry::moved_from), then the file gets its new name, then its text is written from there. A kill or a full disk may
// come between any two of these; what follows brings it to its end, or says that it never began.
#pragma once

#include "disk/disk.hpp"
#include "serve/journal.hpp"

namespace livret {

// Of an entry with moved_from. Throws DiskError; then it remains to be done.
void complete_move(Journal& journal, Disk& disk, JournalEntry& entry);
// Other forms of the file are of its new place too.
void follow_move(Journal& journal, const JournalEntry& entry);

} // namespace livret
