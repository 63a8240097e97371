// What happens in a group beside activities: examples, training sessions, questions, news, trainers.
#pragma once

#include "view/pages.hpp"

namespace livret {

PageShape examples_page_shape();
PageShape example_shape();
PageShape trainings_page_shape();
PageShape training_shape();
PageShape questions_page_shape();
PageShape question_shape();
PageShape notices_page_shape();
PageShape notice_shape();
PageShape trainers_page_shape();
PageShape trainer_shape();
// Whether these readers are the group, who may begin an activity from an example.
bool offers_starters(Audience audience);
// Each list, if it holds anything, then a page per item.
std::vector<Page> life_pages(const ViewContext& context, const Group& group);

} // namespace livret
