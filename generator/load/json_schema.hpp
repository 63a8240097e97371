// The tables of kinds.cpp as JSON Schemas (draft-07), for editors that check and complete while one types.
// The files of schema/ are what this writes; LIVRET_UPDATE=1 rewrites them
// (tests/unit/load_json_schema_test.cpp).
//
// Promise: what the program accepts, the schema accepts. What it refuses, the schema refuses as far as a
// schema can tell: it knows no framework, no names of people, no 31 February (tests/schema/stricter).
#pragma once

#include "base/json.hpp"
#include "load/fields.hpp"

#include <string>
#include <utility>
#include <vector>

namespace livret {

Json json_schema(const Kind& kind);

// File name in schema/ and bytes (indented, with a final newline), one per kind.
std::vector<std::pair<std::string, std::string>> all_schemas();

} // namespace livret
