// The trainees of a group, and each one's portfolio: what she declared, and where she says that she stands.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape trainee_shape();
PageShape trainees_shape();
std::vector<Page> trainee_pages(const ViewContext& context, const Group& group); // the list, then one each

} // namespace livret
