#include "resolve/analysis.hpp"

#include "resolve/needs.hpp"
#include "resolve/waiting.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace livret {

namespace {

using Groups = std::vector<const Group*>;

// Somebody of a group who is no trainee: two hyphens at the start are in no folder's name.
TraineeKey as_member(const GfpId& gfp, const PersonKey& person) {
    return person.is_trainer() ? TraineeKey{gfp, {"--" + person.trainer.value}} : TraineeKey{person.gfp, person.trainee};
}

// --- competence by competence

// The first and the last level that somebody said of a competence.
struct Said {
    int first = 0, last = 0, times = 0;
};

using Places = std::map<std::string_view, std::size_t>; // of competences, by code

void add_positions(std::vector<CompetenceAnalysis>& rows, const Places& places, const Booklet& booklet,
                   const FrameworkId& framework) {
    std::map<std::size_t, Said> said;
    for (const Positioning* one : booklet.positionings)
        if (one->framework == framework)
            for (const Positioning::Level& level : one->levels)
                if (const auto place = places.find(level.code); place != places.end()) {
                    Said& it = said[place->second];
                    if (it.times++ == 0) it.first = level.level;
                    it.last = level.level;
                }
    const TraineeKey& who = booklet.trainee->key;
    if (const Positioning* own = latest_positioning(booklet, framework))
        for (const std::string& code : std::set<std::string>(own->needs.begin(), own->needs.end()))
            if (const auto place = places.find(code); place != places.end()) rows[place->second].needs.add(who);
    for (const auto& [place, it] : said) {
        if (it.times < 2) continue;
        CompetenceAnalysis& row = rows[place];
        (it.last > it.first ? row.higher : it.last == it.first ? row.same : row.lower).add(who);
        row.levels[0].add_number(it.first, who);
        row.levels[1].add_number(it.last, who);
    }
}

void add_decisions(CompetenceAnalysis& row, const TraineeKey& who, const SubjectStandings& subjects) {
    for (const auto& [subject, standing] : subjects) {
        if (subject.about != AboutKind::activity) continue;
        bool granted = false, refused = false, asked = false;
        for (const Decided& one : standing.speaking) {
            granted = granted || one.decision->outcome == Outcome::attested;
            refused = refused || one.decision->outcome == Outcome::not_attested;
            asked = asked || one.decision->outcome == Outcome::more_information;
        }
        if (granted) row.granted.add(who);
        if (refused) row.refused.add(who);
        if (asked) row.asked.add(who);
    }
}

void add_remarks(std::vector<CompetenceAnalysis>& rows, const Group& group, const FrameworkId& framework) {
    const auto add = [&](const std::vector<Positioning::Remark>& remarks, const PersonKey& by) {
        for (const Positioning::Remark& one : remarks)
            for (CompetenceAnalysis& row : rows)
                if (row.competence->code == one.code) row.remarks.add(as_member(group.gfp->id, by));
    };
    for (const Booklet& booklet : group.booklets)
        for (const Positioning* one : booklet.positionings)
            if (one->framework == framework) add(one->remarks, {one->owner.gfp, one->owner.trainee, {}});
    for (const Notice* one : group.notices)
        if (one->framework == framework) add(one->remarks, one->by);
}

std::vector<CompetenceAnalysis> rows_of(const Portfolio& portfolio, const Groups& groups, const Framework& framework) {
    const bool all = tells_decisions(portfolio);
    std::vector<CompetenceAnalysis> out(framework.competences.size());
    Places places;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].competence = &framework.competences[i];
        places.emplace(framework.competences[i].code, i);
    }
    const auto row_of = [&](const CompetenceKey& key) -> CompetenceAnalysis* {
        if (key.framework != framework.id) return nullptr;
        const auto found = places.find(key.code);
        return found == places.end() ? nullptr : &out[found->second];
    };
    for (const Group* group : groups)
        for (const Booklet& booklet : group->booklets) {
            const TraineeKey& who = booklet.trainee->key;
            for (const auto& [key, activities] : booklet.declared)
                if (CompetenceAnalysis* row = row_of(key)) {
                    row->trainees.add(who);
                    for (std::size_t n = 0; n < activities.size(); ++n) row->declared.add(who);
                }
            add_positions(out, places, booklet, framework.id);
            for (const auto& [key, subjects] : portfolio.standings_of(who))
                if (CompetenceAnalysis* row = row_of(key)) {
                    if (counts(best_of(subjects))) row->attested.add(who);
                    if (all) add_decisions(*row, who, subjects);
                }
        }
    for (const Group* group : groups) add_remarks(out, *group, framework.id);
    return out;
}

// --- crossings

constexpr std::size_t phases = 4, situations = 4;

Crossing crossing(const Framework& framework, std::size_t columns) {
    const auto table = [&](std::size_t rows) { return std::vector(rows, std::vector<Tally>(columns)); };
    const std::size_t competences = framework.competences.size();
    return {columns, table(competences), std::vector<Tally>(columns), table(framework.domains.size()), table(competences)};
}

void add(Crossing& crossing, const Framework& framework, std::size_t column, const Activity& activity,
         const std::vector<std::size_t>& declared) {
    crossing.activities[column].add(activity.owner);
    std::set<std::size_t> domains;
    for (const std::size_t one : declared) {
        crossing.cells[one][column].add(activity.owner);
        domains.insert(framework.competences[one].domain);
    }
    for (const std::size_t domain : domains) {
        crossing.domains[domain][column].add(activity.owner);
        for (const std::size_t one : framework.domains[domain].competences)
            if (!std::binary_search(declared.begin(), declared.end(), one)) crossing.without[one][column].add(activity.owner);
    }
}

using PairsFound = std::map<std::pair<std::size_t, std::size_t>, Pair>;

void add_activity(FrameworkAnalysis& out, PairsFound& pairs, const Activity& activity, const Configuration& configuration) {
    std::vector<std::size_t> declared; // in the framework's order
    for (const Declaration& one : activity.declarations)
        if (one.competence.framework == out.framework->id)
            if (const Competence* found = out.framework->find(one.competence.code))
                declared.push_back(static_cast<std::size_t>(found - out.framework->competences.data()));
    std::sort(declared.begin(), declared.end());
    if (declared.empty()) return;
    out.activities.add(activity.owner);
    for (std::size_t i = 0; i < configuration.contexts.size(); ++i)
        if (configuration.contexts[i].id == activity.context) add(out.contexts, *out.framework, i, activity, declared);
    for (const Phase one : activity.phases) add(out.phases, *out.framework, static_cast<std::size_t>(one), activity, declared);
    if (activity.phases.empty()) add(out.phases, *out.framework, phases, activity, declared);
    add(out.situations, *out.framework, static_cast<std::size_t>(activity.situation), activity, declared);
    for (std::size_t i = 0; i < declared.size(); ++i)
        for (std::size_t j = i + 1; j < declared.size(); ++j)
            pairs.try_emplace({declared[i], declared[j]}, Pair{declared[i], declared[j], {}, {}, {}})
                .first->second.both.add(activity.owner);
}

// Activities of each pair's one competence without the other; and their order.
void complete_pairs(FrameworkAnalysis& out, const std::vector<std::vector<const Activity*>>& with) {
    const auto without = [](const std::vector<const Activity*>& these, const std::vector<const Activity*>& those) {
        Tally tally;
        auto other = those.begin();
        for (const Activity* one : these) { // both are sorted
            while (other != those.end() && std::less<>()(*other, one)) ++other;
            if (other == those.end() || *other != one) tally.add(one->owner);
        }
        return tally;
    };
    for (Pair& pair : out.pairs) {
        pair.only_one = without(with[pair.one], with[pair.other]);
        pair.only_other = without(with[pair.other], with[pair.one]);
    }
    std::sort(out.pairs.begin(), out.pairs.end(), [](const Pair& a, const Pair& b) {
        return std::tuple(b.both.number, a.one, a.other) < std::tuple(a.both.number, b.one, b.other);
    });
}

// The activities that declare each competence, sorted by where they lie in memory: only whether they are there matters.
std::vector<std::vector<const Activity*>> activities_by_competence(const Framework& framework, const Groups& groups) {
    std::vector<std::vector<const Activity*>> out(framework.competences.size());
    for (const Group* group : groups)
        for (const Booklet& booklet : group->booklets)
            for (const auto& [key, activities] : booklet.declared)
                if (key.framework == framework.id)
                    if (const Competence* found = framework.find(key.code)) {
                        auto& list = out[static_cast<std::size_t>(found - framework.competences.data())];
                        list.insert(list.end(), activities.begin(), activities.end());
                    }
    for (auto& list : out) std::sort(list.begin(), list.end(), std::less<>());
    return out;
}

FrameworkAnalysis framework_analysis(const Portfolio& portfolio, const Groups& groups, const Framework& framework) {
    const Configuration& configuration = portfolio.institute->configuration;
    FrameworkAnalysis out;
    out.framework = &framework;
    out.rows = rows_of(portfolio, groups, framework);
    out.contexts = crossing(framework, configuration.contexts.size());
    out.phases = crossing(framework, phases + 1);
    out.situations = crossing(framework, situations);
    PairsFound pairs;
    for (const Group* group : groups)
        for (const Activity* one : group->activities) add_activity(out, pairs, *one, configuration);
    for (auto& [codes, pair] : pairs) out.pairs.push_back(std::move(pair));
    complete_pairs(out, activities_by_competence(framework, groups));
    return out;
}

// --- decisions

std::size_t place_of(int days) {
    std::size_t i = 0;
    while (i < Delays::limits.size() && days > Delays::limits[i]) ++i;
    return i;
}

int days_between(Date from, Date to) {
    return static_cast<int>(std::max<std::int64_t>(0, (std::chrono::sys_days(to) - std::chrono::sys_days(from)).count()));
}

// The first decision that stands on a declaration: one that a checkpoint lists, the earliest, if there is one.
const AttestationRecord* first_decision(const Standing& standing) {
    const AttestationRecord* out = nullptr;
    for (const Decided& one : standing.speaking)
        if (out == nullptr ||
            std::tuple(!one.record->not_after, one.record->not_after) < std::tuple(!out->not_after, out->not_after))
            out = one.record;
    return out;
}

Delays delays_of(const Portfolio& portfolio, const Groups& groups) {
    Delays out;
    std::vector<int> at_most;
    for (const Group* group : groups)
        for (const Activity* activity : group->activities) {
            if (activity->status != Status::declared) continue;
            const Date declared = activity->declared.value_or(activity->dates.to);
            for (const Declaration& one : activity->declarations) {
                const Standing* standing =
                    find_standing(portfolio.standings_of(activity->owner), one.competence, subject_of(*activity));
                const AttestationRecord* record = standing == nullptr ? nullptr : first_decision(*standing);
                if (record == nullptr) {
                    if (waits_for_a_trainer(standing)) out.waiting.add(activity->owner);
                } else if (!record->not_after) {
                    out.undated.add(activity->owner);
                } else {
                    const int most = days_between(declared, *record->not_after);
                    out.decided.add(activity->owner);
                    out.at_most[place_of(most)].add(activity->owner);
                    out.at_least[place_of(days_between(declared, record->not_before.value_or(declared)))].add(activity->owner);
                    at_most.push_back(most);
                }
            }
        }
    if (at_most.empty()) return out;
    const auto middle = at_most.begin() + static_cast<std::ptrdiff_t>(at_most.size() / 2); // the upper one of an even number
    std::nth_element(at_most.begin(), middle, at_most.end());
    out.median_at_most = *middle;
    return out;
}

std::vector<TrainerLoad> loads_of(const Portfolio& portfolio, const Groups& groups) {
    std::map<std::pair<TrainerId, std::string>, TrainerLoad> found;
    std::map<std::pair<TrainerId, std::string>, std::set<std::pair<GfpId, Subject>>> subjects;
    std::set<TraineeKey> here;
    for (const Group* group : groups)
        for (const Booklet& one : group->booklets) here.insert(one.trainee->key);
    for (const AttestationRecord& record : portfolio.institute->trust.attestations) {
        if (!record.counts() || !here.contains(record.trainee)) continue;
        const auto who = std::pair(record.trainer, record.trainer_name);
        TrainerLoad& load = found[who];
        load.trainer = record.trainer;
        load.name = record.trainer_name;
        load.decisions += static_cast<int>(record.decisions.size());
        load.trainees.insert(record.trainee);
        Subject subject = subject_of(record);
        if (record.about == AboutKind::contributions) subject.name = record.trainee.trainee.value; // each one's are her own
        if (!subjects[who].insert({record.gfp, subject}).second) continue;
        ++(record.about == AboutKind::activity   ? load.activities
           : record.about == AboutKind::training ? load.sessions
                                                 : load.contributions);
    }
    std::vector<TrainerLoad> out;
    for (auto& [who, load] : found) out.push_back(std::move(load));
    std::stable_sort(out.begin(), out.end(),
                     [](const TrainerLoad& a, const TrainerLoad& b) { return b.decisions < a.decisions; });
    return out;
}

} // namespace

Tally CompetenceAnalysis::moved() const {
    Tally out = higher;
    out.add(same);
    out.add(lower);
    return out;
}

Analysis analysis_of(const Portfolio& portfolio, const Groups& groups) {
    Analysis out;
    for (const Framework* framework : analysed_frameworks(portfolio, groups))
        out.frameworks.push_back(framework_analysis(portfolio, groups, *framework));
    if (!tells_decisions(portfolio)) return out;
    out.delays = delays_of(portfolio, groups);
    out.loads = loads_of(portfolio, groups);
    return out;
}

std::vector<const Framework*> analysed_frameworks(const Portfolio& portfolio, const Groups& groups) {
    std::vector<const Framework*> out;
    for (const Framework* framework : portfolio.frameworks)
        if (std::any_of(groups.begin(), groups.end(), [&](const Group* group) {
                const auto found = group->declared_by.lower_bound({framework->id, ""});
                return found != group->declared_by.end() && found->first.framework == framework->id;
            }))
            out.push_back(framework);
    return out;
}

bool tells_levels(const Groups& groups, const Framework& framework) {
    return std::any_of(groups.begin(), groups.end(), [&](const Group* group) {
        return std::any_of(group->booklets.begin(), group->booklets.end(), [&](const Booklet& booklet) {
            return std::count_if(booklet.positionings.begin(), booklet.positionings.end(),
                                 [&](const Positioning* one) { return one->framework == framework.id; }) > 1;
        });
    });
}

bool tells_decisions(const Portfolio& portfolio) {
    return portfolio.institute->trust.present &&
           sees_all_decisions(portfolio.audience, portfolio.institute->configuration.decisions);
}

bool tells_loads_above(const Portfolio& portfolio) {
    return tells_decisions(portfolio) && sees_everything_signed(portfolio.audience);
}

bool shows_analysis(const Group& group) {
    return group.booklets.size() >= fewest_people && !group.declared_by.empty();
}

bool shows_analysis(const Portfolio& portfolio) {
    return std::count_if(portfolio.groups.begin(), portfolio.groups.end(),
                         [](const Group& one) { return !one.declared_by.empty(); }) > 1;
}

} // namespace livret
