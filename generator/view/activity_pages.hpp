// The activities of a group, and each one with the competences that it called on.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape activity_shape();
PageShape activities_page_shape();
std::vector<Page> activity_pages(const ViewContext& context, const Group& group); // the list, then one each

} // namespace livret
