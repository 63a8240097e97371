// The tables of the evolution and analysis pages, from the pages' own values. `url`: the address that the page gives the table.
#pragma once

#include "export/csv.hpp"
#include "view/value.hpp"

#include <string_view>

namespace livret {

CsvTable evolution_months(const Value& page, Language language, std::string_view url);
CsvTable evolution_trainees(const Value& page, Language language, std::string_view url);

CsvTable analysis_overview(const Value& page, Language language, std::string_view url);
CsvTable analysis_crossing(const Value& page, Language language, std::string_view url);
CsvTable analysis_pairs(const Value& page, Language language, std::string_view url);
CsvTable analysis_refusals(const Value& page, Language language, std::string_view url);
CsvTable analysis_levels(const Value& page, Language language, std::string_view url);
CsvTable analysis_delays(const Value& page, Language language, std::string_view url);
CsvTable analysis_loads(const Value& page, Language language, std::string_view url);

} // namespace livret
