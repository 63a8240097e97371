// The texts that trainers read, where their authors edited them since: from trust/snapshots into the model's records.
#pragma once

#include "disk/disk.hpp"
#include "model/institute.hpp"

#include <optional>
#include <string>

namespace livret {

// Fills SignedState::signed_body, todays_body and signed_text of every record about an activity that counts and was edited
// since. What cannot be read leaves them empty. The signed text is read as the author's own texts are: no markup of hers
// gets through. Throws DiskError.
void read_signed_texts(Institute& institute, const Disk& repository, unsigned jobs);

// The text behind an activity's header, as signatures bind it; nothing if there is none. Throws DiskError.
std::optional<std::string> bound_text(const Disk& repository, const SourcePath& path);

} // namespace livret
