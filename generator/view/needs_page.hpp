// What a group needs, and what is said of the framework: the page that trainers plan by.
#pragma once

#include "view/page_writer.hpp"
#include "view/pages.hpp"

#include <vector>

namespace livret {

PageShape needs_shape();
// One page, or none where nobody said where she stands.
std::vector<Page> needs_pages(const ViewContext& context, const Group& group);

} // namespace livret
