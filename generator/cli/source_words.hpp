// The exact words that a signature binds, read again from the sources: what is shown to whoever signs, and kept as a snapshot.
#pragma once

#include "disk/disk.hpp"
#include "model/people.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace livret {

// build/bound_words.hpp; CommandError (environment) if somebody edits the file right now.
std::string shown_body_words(const Disk& repository, const SourcePath& path);
std::string shown_contribution_words(const Disk& repository, const SourcePath& path, std::int64_t number);

// Throws the same if `words` are not what was read a moment ago: somebody edits the file right now.
void require_same(const SourcePath& path, std::string_view words, const SourceContent& read_before);

// A text as a terminal may show it: without control characters (an author's text could otherwise move the cursor and
// write what looks like Livret's own words) and without signs that turn the direction of writing around.
std::string terminal_text(std::string_view text);

// Lines broken at spaces so that none is wider than `width` characters, each after `margin`. Longer words stay whole.
std::string wrapped(std::string_view text, std::size_t width, std::string_view margin = "");

} // namespace livret
