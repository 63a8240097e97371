// Pages about the site itself: the legal notice, search, and the page for addresses that do not exist.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape about_shape();
PageShape search_shape();
PageShape not_found_shape();
std::vector<Page> service_pages(const ViewContext& context, const Group& group);

} // namespace livret
