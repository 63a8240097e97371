#include "resolve/needs.hpp"

#include <algorithm>

namespace livret {

namespace {

bool holds(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

CompetenceNeeds needs_of(const Portfolio& portfolio, const Group& group, const Framework& framework,
                         const Competence& competence) {
    CompetenceNeeds out;
    out.competence = &competence;
    const CompetenceKey key{framework.id, competence.code};
    for (const Booklet& booklet : group.booklets) {
        if (const Positioning* own = latest_positioning(booklet, framework.id)) {
            if (holds(own->needs, competence.code)) out.needed_by.push_back(&booklet);
            for (const Positioning::Level& one : own->levels)
                if (one.code == competence.code) ++out.levels.at(static_cast<std::size_t>(one.level));
        }
        if (booklet.declared.contains(key)) ++out.declared;
        if (counts(state_of(portfolio.standings_of(booklet.trainee->key), key))) ++out.attested;
    }
    const Date today = portfolio.now.local_date();
    for (const Training* one : group.trainings) {
        if (one->framework != framework.id || !holds(one->answers_needs, competence.code)) continue;
        if (one->status == TrainingStatus::held)
            out.held.push_back(one);
        else if (one->status == TrainingStatus::planned && one->date >= today)
            out.planned.push_back(one);
    }
    return out;
}

std::vector<FrameworkRemark> remarks_of(const Group& group, const Framework& framework) {
    std::vector<FrameworkRemark> out;
    const auto add = [&](const std::vector<Positioning::Remark>& remarks, Date date, const PersonKey& by) {
        for (const Positioning::Remark& one : remarks)
            if (const Competence* competence = framework.find(one.code)) out.push_back({competence, one.text, date, by});
    };
    for (const Booklet& booklet : group.booklets)
        for (const Positioning* one : booklet.positionings)
            if (one->framework == framework.id) {
                PersonKey by;
                by.gfp = booklet.trainee->key.gfp;
                by.trainee = booklet.trainee->key.trainee;
                add(one->remarks, one->date, by);
            }
    for (const Notice* one : group.notices)
        if (one->framework == framework.id) add(one->remarks, one->date, one->by);
    // Competences lie in the framework's own order.
    std::stable_sort(out.begin(), out.end(), [](const FrameworkRemark& a, const FrameworkRemark& b) {
        return a.competence != b.competence ? a.competence < b.competence : a.date < b.date;
    });
    return out;
}

} // namespace

const Positioning* latest_positioning(const Booklet& booklet, const FrameworkId& framework) {
    const Positioning* out = nullptr;
    for (const Positioning* one : booklet.positionings)
        if (one->framework == framework) out = one;
    return out;
}

std::vector<GroupNeeds> list_needs(const Portfolio& portfolio, const Group& group) {
    std::vector<GroupNeeds> out;
    for (const Framework* framework : portfolio.frameworks) {
        GroupNeeds needs;
        needs.framework = framework;
        needs.positioned = static_cast<int>(std::count_if(group.booklets.begin(), group.booklets.end(), [&](const Booklet& one) {
            return latest_positioning(one, framework->id) != nullptr;
        }));
        needs.remarks = remarks_of(group, *framework);
        if (needs.positioned == 0 && needs.remarks.empty()) continue;
        out.push_back(std::move(needs));
    }
    return out;
}

std::vector<GroupNeeds> needs_of(const Portfolio& portfolio, const Group& group) {
    std::vector<GroupNeeds> out = list_needs(portfolio, group);
    for (GroupNeeds& needs : out)
        for (const Competence& one : needs.framework->competences)
            needs.rows.push_back(needs_of(portfolio, group, *needs.framework, one));
    return out;
}

} // namespace livret
