// What git itself would look into to tell which commit is checked out, read without starting git: that takes a few milliseconds,
// and a site that is served is read again at each saved text.
#pragma once

#include <optional>
#include <string>

namespace livret {

// Where two answers are equal, history_state() had the same to say of the folder at both moments, if it was asked after the first
// and git did not fail for reasons of its own. Nothing: files do not show it (no plain .git folder, refs kept otherwise, git told
// by its environment where to look), and git must be asked.
std::optional<std::string> head_files(const std::string& root);
inline constexpr const char* no_repository = "none"; // the answer where there is none

// Of what else a history hangs on: .mailmap in the work tree `top`; in git's own folder `store` where a shallow clone ends, and
// its settings.
std::string history_settings(const std::string& top, const std::string& store);

} // namespace livret
