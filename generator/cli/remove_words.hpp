// What `livret remove` shows before it asks, and what remains to be done by people afterwards.
#pragma once

#include "build/removal.hpp"
#include "cli/command.hpp"

#include <string>

namespace livret {

// Where she stands in the registry, once everything is done.
enum class Registered { nobody, enrolled, erased };

std::string removal_words(const Command& command, const Leaver& leaver, const Removal& removal);
// Texts and signed files that still name her, with their lines.
std::string mention_words(const Command& command, const Removal& removal);
// The registrar's part, git's history, and copies elsewhere. `removed`: the plan that was carried out.
std::string remaining_words(const Command& command, const std::string& root, const Leaver& leaver, const Removal& removed,
                            Registered registered);

} // namespace livret
