// What git itself would look into to tell which commit is checked out, read without starting git: that takes a few milliseconds,
// and a site that is served is read again at each saved text.
#pragma once

#include <optional>
#include <string>

namespace livret {

// Where two answers are equal, history_state() had the same to say of the folder at both moments, if it was asked after the
// first. Nothing: files do not show it (no plain .git folder, refs kept otherwise, git told by its environment where to look),
// and git must be asked. Tells nothing of a folder that is no repository but that it still is none.
std::optional<std::string> head_files(const std::string& root);

// Of what else a history hangs on: .mailmap in the work tree `top`; in git's own folder `store` where a shallow clone ends, and
// its settings.
std::string history_settings(const std::string& top, const std::string& store);

} // namespace livret
