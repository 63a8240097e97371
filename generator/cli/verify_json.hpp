// livret verify --format json: one object for each target.
#pragma once

#include "base/json.hpp"
#include "cli/verify_lines.hpp"

#include <vector>

namespace livret {

Json report_of(const VerifyTarget& target, const std::vector<VerifyLine>& lines);

} // namespace livret
