// What a group's activities, or all groups', say of the framework: the analysis pages. What of it is shown, and what is about
// too few people to be, is decided in resolve/disclosure.hpp.
#pragma once

#include "view/page_writer.hpp"
#include "view/pages.hpp"

#include <vector>

namespace livret {

PageShape analysis_shape();
PageShape institute_analysis_shape();

// One page, or none: a group of fewer than three people has none.
std::vector<Page> analysis_pages(const ViewContext& context, const Group& group);
// The page of all groups, beside the institute's; none where one group alone has declared anything.
std::vector<Page> institute_analysis_pages(const ViewContext& context);

} // namespace livret
