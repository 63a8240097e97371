// The tables that leave an institute whole (livret export csv): one row per activity, declaration, decision
// ... of everybody.
//
// Made from a portfolio, so from what one audience sees. Rows are in an order that depends on nothing else:
// groups by their identifier, trainees by family name, dated things by date. Columns, their order and types,
// and the words of closed sets are a format: schema/exchange-tables.md.
#pragma once

#include "export/csv.hpp"
#include "resolve/portfolio.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace livret {

struct TableSource {
    const Portfolio* portfolio = nullptr;
    Language language = Language::fr;
    const Framework* framework = nullptr; // of the matrix, and of trainees' counts; null: there is none
    std::function<std::string(Word)> verdict;
    std::function<std::string(Outcome)> outcome;
};

struct InstituteTable {
    std::string_view name, french; // as typed, and as files are named: a-z only
    std::string_view about_fr, about_en;
    CsvTable (*make)(const TableSource& source);
};

std::span<const InstituteTable> institute_tables();

} // namespace livret
