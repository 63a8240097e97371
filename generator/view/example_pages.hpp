// The gallery of example activities, and a page for each.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape examples_page_shape();
PageShape example_shape();
// Whether these readers are the group, who may begin an activity from an example.
bool offers_starters(Audience audience);
// The gallery, if there are examples, then a page per example.
std::vector<Page> example_pages(const ViewContext& context, const Group& group);

} // namespace livret
