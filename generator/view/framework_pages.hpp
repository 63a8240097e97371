// Frameworks: their trees, each competence with who declared it, and a group's table of competences.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape frameworks_shape();
PageShape framework_shape();
PageShape competence_shape();
PageShape matrix_shape();
// The list, then for each framework its tree, the group's table, and a page per competence.
std::vector<Page> framework_pages(const ViewContext& context, const Group& group);

} // namespace livret
