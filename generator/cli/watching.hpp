// What serve and build --watch have in common: how they watch, and what they say when the system does not help.
#pragma once

#include "cli/command.hpp"
#include "disk/watcher.hpp"

namespace livret {

WatchOptions watch_options(const Command& command);
// One line, if there is something to explain.
void explain_looking(const Command& command, Looking why);

} // namespace livret
