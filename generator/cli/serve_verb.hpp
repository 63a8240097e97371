// livret serve.
#pragma once

#include "cli/command.hpp"

namespace livret {

Exit run_serve(const Command& command);

} // namespace livret
