// Frameworks in XML. [only user of pugixml in load/]
//
// pugixml reads the tree; strictness and positions are ours: base/xml_scanner.hpp refuses what is not well
// formed before pugixml sees it, and the grammar of schema/framework.xsd is held here element by element,
// with the same verdicts as the XSD (tests/frameworks holds both to it) and a few that an XSD cannot express.
#pragma once

#include "diag/sink.hpp"
#include "model/framework.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

std::optional<Framework> read_framework(const SourcePath& path, const std::string& bytes, Sink& sink);

// The codes that crosswalks lead to, once all frameworks are read.
void check_crosswalks(const std::vector<Framework>& frameworks, Sink& sink);

} // namespace livret
