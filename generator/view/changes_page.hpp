// What has changed since the session was frozen, candidate by candidate: a page of each group, in a session's site only.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape changes_page_shape();
std::vector<Page> changes_pages(const ViewContext& context, const Group& group);

} // namespace livret
