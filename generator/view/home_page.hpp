// A group's first page, and the institute's list of groups.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape home_shape();
Page home_page(const ViewContext& context, const Group& group);

// The institute's own page, above all groups.
PageShape institute_shape();
Page institute_page(const ViewContext& context);

} // namespace livret
