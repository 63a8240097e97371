// livret attest --import FILE.zip|FOLDER: what was signed on the trainer's desk, put in place.
#pragma once

#include "cli/command.hpp"

namespace livret {

Exit run_attest_import(const Command& command);

} // namespace livret
