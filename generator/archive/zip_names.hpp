// Which names an archive's entries may have.
#pragma once

#include "archive/zip_reader.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace livret {

// Relative, with '/', no empty, "." or ".." part, nothing that Windows takes for a drive or a separator.
bool is_safe_zip_name(std::string_view name);

// The first unsafe name, or the first two names that are one file on some system.
std::optional<ZipProblem> check_zip_names(std::span<const ZipEntry> entries);

} // namespace livret
