// livret guard: refuses pushes that touch what is not the sender's (build/guard.hpp).
#pragma once

#include "cli/command.hpp"

namespace livret {

// As git's pre-receive hook; with --base and --head as a forge's job; with --serve-ssh behind sshd.
Exit run_guard(const Command& command);

} // namespace livret
