// What happens in a group beside activities: training sessions, questions, news, trainers.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape trainings_page_shape();
PageShape training_shape();
PageShape questions_page_shape();
PageShape question_shape();
PageShape notices_page_shape();
PageShape notice_shape();
PageShape trainers_page_shape();
PageShape trainer_shape();
// Each list, if it holds anything, then a page per item.
std::vector<Page> life_pages(const ViewContext& context, const Group& group);

} // namespace livret
