// livret verify --html FILE: the report as a page that a jury reads, prints and keeps.
#pragma once

#include "cli/verify_lines.hpp"

namespace livret {

// Writes the file that --html names, whole or not at all. Throws DiskError.
void write_html_report(const Command& command, const VerifyTarget& target, const VerdictWords& words);

} // namespace livret
