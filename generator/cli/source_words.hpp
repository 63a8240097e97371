// The exact words that a signature binds, read again from the sources: what is shown to whoever signs, and kept as a snapshot.
#pragma once

#include "disk/disk.hpp"
#include "model/people.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace livret {

// The text behind the header of a Markdown file, without byte-order mark, line ends LF.
std::string body_words(const Disk& repository, const SourcePath& path);
// The words of answer `number` (from 1) of a question; of the question itself for 0.
std::string contribution_words(const Disk& repository, const SourcePath& path, std::int64_t number);

// Throws CommandError (environment) if `words` are not what was read a moment ago: somebody edits the file right now.
void require_same(const SourcePath& path, std::string_view words, const SourceContent& read_before);

// A text as a terminal may show it: without control characters (an author's text could otherwise move the cursor and
// write what looks like Livret's own words) and without signs that turn the direction of writing around.
std::string terminal_text(std::string_view text);

// Lines broken at spaces so that none is wider than `width` characters, each after `margin`. Longer words stay whole.
std::string wrapped(std::string_view text, std::size_t width, std::string_view margin = "");

} // namespace livret
