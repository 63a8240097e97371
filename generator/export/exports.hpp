// The files of a site beside its pages: feeds, search index, sitemap, robots.txt.
//
// To add one: a pair of files in this room, a line in exports.cpp.
#pragma once

#include "view/context.hpp"

#include <functional>
#include <string>
#include <vector>

namespace livret {

struct ExportFile {
    SitePath path;
    std::function<std::string()> bytes;
};

// `context` must outlive the result. `pages` are the paths of all pages: what a sitemap lists.
std::vector<ExportFile> exports_of(const ViewContext& context, const std::vector<SitePath>& pages);

} // namespace livret
