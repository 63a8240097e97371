#include "resolve/portfolio.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <span>
#include <tuple>

namespace livret {

namespace {

// Those of one trainee, in a list that is sorted by owner.
template <class Item> std::span<const Item> owned(const std::vector<Item>& items, const TraineeKey& owner) {
    const auto first = std::lower_bound(items.begin(), items.end(), owner,
                                        [](const Item& item, const TraineeKey& key) { return item.owner < key; });
    const auto last = std::find_if(first, items.end(), [&](const Item& item) { return item.owner != owner; });
    return {first, last};
}

Booklet make_booklet(const Institute& institute, const Trainee& trainee) {
    Booklet booklet;
    booklet.trainee = &trainee;
    for (const Activity& activity : owned(institute.activities, trainee.key)) { // by date
        booklet.activities.push_back(&activity);
        for (const Declaration& one : activity.declarations) booklet.declared[one.competence].push_back(&activity);
    }
    for (const Positioning& one : owned(institute.positionings, trainee.key)) booklet.positionings.push_back(&one);
    for (const LeftOut& file : institute.left_out)
        if (file.owner == trainee.key) ++booklet.left_out;
    return booklet;
}

Group make_group(const Institute& institute, const Gfp& gfp) {
    Group group;
    group.gfp = &gfp;
    for (const Trainee& trainee : institute.trainees)
        if (trainee.key.gfp == gfp.id) group.booklets.push_back(make_booklet(institute, trainee));
    std::stable_sort(group.booklets.begin(), group.booklets.end(), [](const Booklet& a, const Booklet& b) {
        return std::tuple(search_key(family_name(a.trainee->name)), search_key(a.trainee->name), a.trainee->key) <
               std::tuple(search_key(family_name(b.trainee->name)), search_key(b.trainee->name), b.trainee->key);
    });
    for (const TrainerId& id : gfp.trainers)
        if (const Trainer* trainer = institute.find_trainer(id)) group.trainers.push_back(trainer);
    for (const Booklet& booklet : group.booklets)
        group.activities.insert(group.activities.end(), booklet.activities.begin(), booklet.activities.end());
    std::stable_sort(group.activities.begin(), group.activities.end(), [](const Activity* a, const Activity* b) {
        return std::tie(b->dates.to, b->reference, b->path) < std::tie(a->dates.to, a->reference, a->path);
    });
    for (const Training& one : institute.trainings)
        if (one.gfp == gfp.id) group.trainings.push_back(&one);
    for (const Question& one : institute.questions)
        if (one.gfp == gfp.id || (one.gfp.empty() && !gfp.stream.empty() && one.stream == gfp.stream))
            group.questions.push_back(&one);
    std::stable_sort(group.questions.begin(), group.questions.end(), [](const Question* a, const Question* b) {
        return std::tie(b->asked, b->path) < std::tie(a->asked, a->path);
    });
    for (const Notice& one : institute.notices)
        if (one.gfp == gfp.id) group.notices.push_back(&one);
    std::reverse(group.notices.begin(), group.notices.end());
    for (const LeftOut& file : institute.left_out)
        if (file.owner.gfp == gfp.id && group.find(file.owner.trainee) == nullptr) ++group.left_out;
    return group;
}

template <class Declared> Coverage count_declared(const Framework& framework, const Domain& domain, const Declared& declared) {
    Coverage coverage;
    for (const Competence* leaf : leaves_of(framework, domain)) {
        ++coverage.total;
        if (declared.contains({framework.id, leaf->code})) ++coverage.declared;
    }
    return coverage;
}

} // namespace

const Booklet* Group::find(const TraineeId& id) const {
    const auto found =
        std::find_if(booklets.begin(), booklets.end(), [&](const Booklet& one) { return one.trainee->key.trainee == id; });
    return found == booklets.end() ? nullptr : &*found;
}

const Group* Portfolio::find(const GfpId& id) const {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& one) { return one.gfp->id == id; });
    return found == groups.end() ? nullptr : &*found;
}

std::vector<const Competence*> leaves_of(const Framework& framework, const Domain& domain) {
    std::vector<const Competence*> leaves;
    for (const Competence& competence : framework.competences) {
        const Domain* above = &framework.domains[competence.domain];
        while (above != &domain && above->parent) above = &framework.domains[*above->parent];
        if (above == &domain) leaves.push_back(&competence);
    }
    return leaves;
}

std::vector<const Domain*> table_domains(const Framework& framework) {
    std::vector<const Domain*> out;
    for (const Domain& domain : framework.domains)
        if (!domain.competences.empty()) out.push_back(&domain);
    return out;
}

Coverage coverage_of(const Framework& framework, const Domain& domain,
                     const std::map<CompetenceKey, std::vector<const Activity*>>& declared) {
    return count_declared(framework, domain, declared);
}
Coverage coverage_of(const Framework& framework, const Domain& domain,
                     const std::map<CompetenceKey, std::vector<const Booklet*>>& declared) {
    return count_declared(framework, domain, declared);
}

Portfolio make_portfolio(const Institute& institute, Audience audience, const Moment& now, const std::vector<GfpId>& only) {
    Portfolio portfolio;
    portfolio.institute = &institute;
    portfolio.audience = audience;
    portfolio.now = now;
    const auto add_framework = [&](const FrameworkId& id) {
        if (const Framework* found = institute.find_framework(id)) portfolio.frameworks.push_back(found);
    };
    add_framework(institute.configuration.framework);
    for (const FrameworkId& id : institute.configuration.also) add_framework(id);
    // One that is only used, not configured, has its pages all the same: links lead there.
    std::set<FrameworkId> used;
    const auto use = [&](const auto& items) {
        for (const auto& item : items) used.insert(item.framework);
    };
    use(institute.activities);
    use(institute.positionings);
    use(institute.trainings);
    use(institute.examples);
    use(institute.notices);
    use(institute.trust.attestations);
    for (const Framework* one : portfolio.frameworks) used.erase(one->id);
    for (const FrameworkId& id : used) add_framework(id);
    portfolio.groups_in_site = institute.gfps.size();
    for (const Gfp& gfp : institute.gfps)
        if (only.empty() || std::find(only.begin(), only.end(), gfp.id) != only.end())
            portfolio.groups.push_back(make_group(institute, gfp));
    for (Group& group : portfolio.groups) // now that the booklets no longer move
        for (const Booklet& booklet : group.booklets)
            for (const auto& [key, activities] : booklet.declared) group.declared_by[key].push_back(&booklet);
    for (const Activity& activity : institute.activities)
        if (!activity.reference.empty()) portfolio.by_reference.emplace(activity.reference, &activity);
    portfolio.standings = livret::standings_of(institute);
    for (const AttestationRecord& record : institute.trust.attestations)
        portfolio.signed_about[record.trainee][subject_of(record)].push_back(&record);
    return portfolio;
}

const TraineeStandings& Portfolio::standings_of(const TraineeKey& trainee) const {
    static const TraineeStandings none;
    const auto found = standings.find(trainee);
    return found == standings.end() ? none : found->second;
}

const std::vector<const AttestationRecord*>& Portfolio::records_about(const TraineeKey& trainee, const Subject& subject) const {
    static const std::vector<const AttestationRecord*> none;
    const auto all = signed_about.find(trainee);
    if (all == signed_about.end()) return none;
    const auto found = all->second.find(subject);
    return found == all->second.end() ? none : found->second;
}

std::string family_name(std::string_view name) {
    const std::string_view trimmed = trim(name);
    const std::size_t space = trimmed.find(' ');
    return std::string(space == std::string_view::npos ? trimmed : trim(trimmed.substr(space)));
}

} // namespace livret
