#include "model/institute.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

LIVRET_MADE_ONCE(Configuration)
LIVRET_MADE_ONCE(GroupLists)
LIVRET_MADE_ONCE(Institute)

// Of the memo of 2004: where competences develop. Used when livret.yaml names no contexts.
std::vector<Context> default_contexts() {
    const auto one = [](const char* id, const char* fr, const char* en) { return Context{ContextId{id}, {fr, en}}; };
    return {
        one("gfp", "Travail à distance du GFP", "Distance work of the group"),
        one("formation-disciplinaire", "Formation disciplinaire", "Subject training"),
        one("formation-transversale", "Formation transversale", "Cross-disciplinary training"),
        one("module-tice", "Module TICE", "Digital tools module"),
        one("memoire", "Mémoire professionnel", "Professional dissertation"),
        one("stage-en-responsabilite", "Stage en responsabilité", "Placement in charge of a class"),
        one("pratique-accompagnee", "Pratique accompagnée", "Accompanied practice"),
        one("etablissement", "Vie de l’établissement", "Life of the school"),
        one("autonomie", "Travail en autonomie", "Independent work"),
        one("personnel", "Pratique personnelle", "Personal practice"),
    };
}

std::vector<Label> default_levels() {
    return {{"pas encore", "not yet"},
            {"avec de l’aide", "with help"},
            {"en autonomie", "alone"},
            {"j’aide les autres", "I help others"}};
}

namespace {

template <class Items, class Match> auto find_where(const Items& items, Match match) -> const typename Items::value_type* {
    const auto found = std::find_if(items.begin(), items.end(), match);
    return found == items.end() ? nullptr : &*found;
}

} // namespace

bool SchoolYear::contains(Date date) const {
    using namespace std::chrono;
    return date >= year{first} / August / 1 && date <= year{first + 1} / July / 31;
}

std::string SchoolYear::text() const {
    return fmt::format("{}-{}", first, first + 1);
}

const Framework* Institute::find_framework(const FrameworkId& id) const {
    return find_where(frameworks, [&](const auto& item) { return item.id == id; });
}
const Gfp* Institute::find_gfp(const GfpId& id) const {
    return find_where(gfps, [&](const auto& item) { return item.id == id; });
}
const Trainee* Institute::find_trainee(const TraineeKey& key) const {
    return find_where(trainees, [&](const auto& item) { return item.key == key; });
}
const Trainer* Institute::find_trainer(const TrainerId& id) const {
    return find_where(configuration.trainers, [&](const auto& item) { return item.id == id; });
}
const Context* Institute::find_context(const ContextId& id) const {
    return find_where(configuration.contexts, [&](const auto& item) { return item.id == id; });
}
const Stream* Institute::find_stream(const StreamId& id) const {
    return find_where(configuration.streams, [&](const auto& item) { return item.id == id; });
}
const Activity* Institute::find_activity(std::string_view reference) const {
    if (reference.empty()) return nullptr;
    return find_where(activities, [&](const auto& item) { return item.reference == reference; });
}

} // namespace livret
