// How a group and each of its trainees evolve over the months: curves, their numbers as tables, and a trainee's timeline.
#pragma once

#include "view/page_writer.hpp"
#include "view/pages.hpp"

#include <vector>

namespace livret {

PageShape evolution_shape();
PageShape trainee_evolution_shape();
// The group's page and one per trainee, or none where these readers get none.
std::vector<Page> evolution_pages(const ViewContext& context, const Group& group);

} // namespace livret
