// livret attest --import FILE.zip|FOLDER: what was signed on the trainer's desk, put in place.
#pragma once

#include "build/signed_import.hpp"
#include "cli/command.hpp"

namespace livret {

Exit run_attest_import(const Command& command);
// What was put in place and what was not, in sentences; entries that belong to the one before begin with two spaces.
std::vector<std::string> import_lines(Language language, const SignedImport& result);

} // namespace livret
