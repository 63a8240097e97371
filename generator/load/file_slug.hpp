// Names for files of the repository.
#pragma once

#include <string>
#include <string_view>

namespace livret {

// A name for a file or a folder made from what a person typed: a slug of at most 60 characters, cut between
// words, that every system accepts.
std::string file_slug(std::string_view text);

} // namespace livret
