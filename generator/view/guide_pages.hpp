// The guides of these readers: a page for each role, and the accessibility statement.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape guide_shape();
PageShape accessibility_shape();
PageShape institute_accessibility_shape(); // of the page above all groups
std::vector<Page> guide_pages(const ViewContext& context, const Group& group);
Page accessibility_page(const ViewContext& context, const Group* group); // null: the institute's own

} // namespace livret
