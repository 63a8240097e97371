// A .csv beside every page that holds a table or a list: the same rows and words, made from the page's own
// value, so that it holds what the page's readers may see and nothing else.
//
// Where each lies is said by SiteMap::table, which views link to.
#pragma once

#include "export/csv.hpp"
#include "export/exports.hpp"
#include "view/pages.hpp"

#include <vector>

namespace livret {

struct PageTable {
    SitePath page; // that it stands beside
    SiteMap::Table what = SiteMap::Table::only;
    FrameworkId framework; // of those that a page has one of for each framework; else empty
    SitePath path;
    std::function<CsvTable()> table;
};

// `context` and `pages` must outlive the results. Notes with the pages that more is made of their values.
std::vector<PageTable> list_page_tables(const ViewContext& context, std::vector<Page>& pages);
std::vector<ExportFile> page_tables(const ViewContext& context, std::vector<Page>& pages);

} // namespace livret
