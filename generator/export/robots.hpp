// What search engines are told: robots.txt, and a sitemap of a public site that says where it lies.
#pragma once

#include "export/exports.hpp"

namespace livret {

// robots.txt at the top and in each group's folder, since any of them may be published alone; sitemaps (sitemaps.org)
// only for a public build with a base-url and `robots: index`.
std::vector<ExportFile> robots_files(const ViewContext& context, const std::vector<SitePath>& pages);

} // namespace livret
