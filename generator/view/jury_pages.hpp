// A jury's pages: one table of all candidates of a group, and a page about each that is read in five minutes. In sites for
// juries only: they tell what others may not see.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape candidates_shape();
PageShape candidate_shape();
PageShape session_shape();
std::vector<Page> session_pages(const ViewContext& context);                  // above all groups; none without a session
std::vector<Page> jury_pages(const ViewContext& context, const Group& group); // none for other audiences

} // namespace livret
