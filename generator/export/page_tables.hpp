// A .csv beside every page that holds a table or a list: the same rows and words, made from the page's own
// value, so that it holds what the page's readers may see and nothing else.
//
// Where each lies is said by SiteMap::table, which views link to.
#pragma once

#include "export/exports.hpp"
#include "view/pages.hpp"

#include <vector>

namespace livret {

// `pages` must outlive the result.
std::vector<ExportFile> page_tables(const ViewContext& context, const std::vector<Page>& pages);

} // namespace livret
