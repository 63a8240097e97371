#include "view/pages.hpp"

#include "view/activity_pages.hpp"
#include "view/analysis_pages.hpp"
#include "view/changes_page.hpp"
#include "view/evolution_pages.hpp"
#include "view/example_pages.hpp"
#include "view/framework_pages.hpp"
#include "view/guide_pages.hpp"
#include "view/home_page.hpp"
#include "view/jury_pages.hpp"
#include "view/life_pages.hpp"
#include "view/needs_page.hpp"
#include "view/page_writer.hpp"
#include "view/service_pages.hpp"
#include "view/trainee_matrix.hpp"
#include "view/trainee_pages.hpp"

#include <algorithm>

namespace livret {

const Schema& page_schema() {
    static const Schema schema{common_shape(), {institute_shape(),       home_shape(),
                                                trainees_shape(),        trainee_shape(),
                                                activities_page_shape(), activity_shape(),
                                                frameworks_shape(),      framework_shape(),
                                                competence_shape(),      matrix_shape(),
                                                examples_page_shape(),   example_shape(),
                                                trainings_page_shape(),  training_shape(),
                                                questions_page_shape(),  question_shape(),
                                                notices_page_shape(),    notice_shape(),
                                                trainers_page_shape(),   trainer_shape(),
                                                needs_shape(),           about_shape(),
                                                search_shape(),          not_found_shape(),
                                                trainee_matrix_shape(),  candidates_shape(),
                                                candidate_shape(),       changes_page_shape(),
                                                session_shape(),         guide_shape(),
                                                accessibility_shape(),   institute_accessibility_shape(),
                                                evolution_shape(),       trainee_evolution_shape(),
                                                analysis_shape(),        institute_analysis_shape()}};
    return schema;
}

std::shared_ptr<const Value> SharedValue::take() {
    const std::lock_guard lock(mutex_); // whoever comes meanwhile waits for the value
    if (value_ == nullptr) {
        value_ = std::make_shared<const Value>(make_());
        left_ = std::max<std::size_t>(takers_, 1);
    }
    if (--left_ > 0) return value_;
    return std::exchange(value_, nullptr);
}

std::vector<Page> pages_of(const ViewContext& context) {
    std::vector<Page> out;
    if (context.lists_above()) {
        out.push_back(institute_page(context));
        out.push_back(accessibility_page(context, nullptr));
        for (auto* list : {institute_analysis_pages, session_pages})
            for (Page& page : list(context)) out.push_back(std::move(page));
    }
    for (const Group& group : context.portfolio->groups) {
        if (!context.lists_groups()) break;
        out.push_back(home_page(context, group));
        for (auto* list : {trainee_pages, trainee_matrix_pages, jury_pages, changes_pages, activity_pages, framework_pages,
                           example_pages, life_pages, needs_pages, evolution_pages, analysis_pages, service_pages, guide_pages})
            for (Page& page : list(context, group)) out.push_back(std::move(page));
    }
    std::sort(out.begin(), out.end(), [](const Page& a, const Page& b) { return a.path < b.path; });
    return out;
}

} // namespace livret
