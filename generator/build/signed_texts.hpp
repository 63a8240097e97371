// The texts that trainers read, where their authors edited them since: from trust/snapshots into the model's records.
#pragma once

#include "disk/disk.hpp"
#include "model/institute.hpp"

namespace livret {

// Fills SignedState::signed_body, todays_body and signed_text of every record about an activity that counts and was edited
// since. What cannot be read leaves them empty. The signed text is read as the author's own texts are: no markup of hers
// gets through. Throws DiskError.
void read_signed_texts(Institute& institute, const Disk& repository);

} // namespace livret
