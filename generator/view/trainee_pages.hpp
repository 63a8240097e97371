// The trainees of a group, and each one's portfolio: what she declared, and where she says that she stands.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape trainee_shape();
PageShape trainees_shape();
// The frameworks that her page shows: the first one always, others that somebody used for her, in the portfolio's order.
std::vector<const Framework*> frameworks_of(const Portfolio& portfolio, const Booklet& booklet);
// Those that she positioned herself on.
std::vector<const Framework*> positioned_frameworks(const Portfolio& portfolio, const Booklet& booklet);

std::vector<Page> trainee_pages(const ViewContext& context, const Group& group); // the list, then one each

} // namespace livret
