// The exact words that a signature binds, read again from the sources: what is shown to whoever signs, and kept as a snapshot.
#pragma once

#include "disk/disk.hpp"
#include "model/people.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace livret {

// The text behind the header of a Markdown file, without byte-order mark, line ends LF. Nothing if the header is no longer there:
// somebody edits the file right now. Throws DiskError.
std::optional<std::string> body_words(const Disk& repository, const SourcePath& path);
// The words of answer `number` (from 1, by date) of a question; of the question itself for 0.
std::optional<std::string> contribution_words(const Disk& repository, const SourcePath& path, std::int64_t number);

} // namespace livret
