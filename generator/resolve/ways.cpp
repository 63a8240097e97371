#include "resolve/ways.hpp"

#include <algorithm>
#include <deque>
#include <set>

namespace livret {

namespace {

// Breadth first, so that the first way found to a competence is a shortest one.
void explore(std::span<const Framework> frameworks, const Framework& target, const CompetenceKey& from, Exactness allowed,
             std::map<std::string, Way>& out) {
    std::deque<std::pair<CompetenceKey, Way>> waiting{{from, Way{}}};
    std::set<CompetenceKey> seen{from};
    for (; !waiting.empty(); waiting.pop_front()) {
        const auto& [at, way] = waiting.front();
        if (at.framework == target.id) { // a way ends where it arrives
            if (target.find(at.code) != nullptr) out.emplace(at.code, way);
            continue;
        }
        for (const Framework& framework : frameworks) {
            if (framework.id != at.framework) continue;
            for (const Crosswalk& crosswalk : framework.crosswalks)
                for (const CrosswalkLine& line : crosswalk.lines) {
                    if (line.from != at.code || (!line.exact && allowed == Exactness::exact)) continue;
                    CompetenceKey to{crosswalk.to, line.to};
                    if (!seen.insert(to).second) continue;
                    Way longer = way;
                    if (!line.exact) longer.exactness = Exactness::partial;
                    longer.steps.push_back({at, to, line.exact ? Exactness::exact : Exactness::partial, crosswalk.source});
                    waiting.emplace_back(std::move(to), std::move(longer));
                }
        }
    }
}

} // namespace

std::map<std::string, Way> ways_to(std::span<const Framework> frameworks, const Framework& target, const CompetenceKey& from) {
    std::map<std::string, Way> out;
    explore(frameworks, target, from, Exactness::exact, out);
    explore(frameworks, target, from, Exactness::partial, out); // adds only what no exact way reaches
    return out;
}

} // namespace livret
