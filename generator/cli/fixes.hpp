// `livret check --fix`: writes what messages propose, where it is mechanical.
#pragma once

#include "diag/sink.hpp"

#include <cstddef>
#include <string>

namespace livret {

struct FixCounts {
    std::size_t fixes = 0, files = 0;
};

// Replaces the places that messages name, and turns Windows-1252 texts into UTF-8. Each file is written whole or not at
// all; one that changed since it was read is left alone, as is the second of two fixes that overlap.
FixCounts apply_fixes(const std::string& root, const Sink& sink);

// The text of a Windows-1252 file in UTF-8, or nothing if it cannot be one.
std::optional<std::string> utf8_from_windows_1252(std::string_view bytes);

} // namespace livret
