// The root that a command believes in (cli/pinned_root.hpp), for the pipeline.
#pragma once

#include "build/verdicts.hpp"
#include "cli/command.hpp"

namespace livret {

Believe believe_pinned(const Command& command); // `command` and what it refers to must outlive the result

} // namespace livret
