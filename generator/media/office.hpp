// Office documents: OpenDocument (ISO 26300), Office Open XML (ISO 29500), GeoGebra; all are zip archives.
//
// They are published as they are, so what could run, what is locked and photographs with a position are
// refused, and the names in their properties are told.
#pragma once

#include "media/file_types.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct OfficeFindings {
    std::optional<WayOut> refusal;
    std::vector<std::string> authors;
};

// `type` is one of the office types or geogebra.
OfficeFindings examine_office(FileType type, std::string_view bytes);

} // namespace livret
