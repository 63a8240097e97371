// The drafts that a site offers for copying: one per example, for the groups whose members write.
#pragma once

#include "export/exports.hpp"

#include <vector>

namespace livret {

// Empty for readers who write nothing. `context` must outlive the result.
std::vector<ExportFile> starter_files(const ViewContext& context);

} // namespace livret
