#include "resolve/disclosure.hpp"

#include <algorithm>
#include <map>

namespace livret {

namespace {

using What = Published::What;

// Nobody, or enough of them; and so without any one group, for those who read that group's pages.
bool is_safe(const std::set<TraineeKey>& people, Secrecy secrecy) {
    if (people.empty()) return true;
    if (people.size() < fewest_people) return false;
    if (secrecy != Secrecy::above) return true;
    std::map<GfpId, std::size_t> of_group;
    for (const TraineeKey& one : people) ++of_group[one.gfp];
    return std::all_of(of_group.begin(), of_group.end(), [&](const auto& group) {
        const std::size_t others = people.size() - group.second;
        return others == 0 || others >= fewest_people;
    });
}

} // namespace

bool may_follow(const Tally& tally, Secrecy secrecy) {
    return secrecy == Secrecy::none || is_safe(tally.people, secrecy);
}

Published publish(const Tally& tally, Secrecy secrecy) {
    if (secrecy == Secrecy::none) return {What::open, tally.number};
    if (tally.people.size() < fewest_people) return {What::few, 0};
    if (!is_safe(tally.people, secrecy)) return {What::withheld, 0};
    return {What::open, tally.number};
}

std::vector<Published> publish_parts(std::span<const Tally> parts, Secrecy secrecy) {
    std::vector<Published> out;
    for (const Tally& one : parts) out.push_back(publish(one, secrecy));
    while (true) {
        std::set<TraineeKey> people; // about whom the closed ones are together
        std::size_t smallest = parts.size();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!out[i].is_open())
                people.insert(parts[i].people.begin(), parts[i].people.end());
            else if (smallest == parts.size() || parts[i].number < parts[smallest].number)
                smallest = i;
        }
        // One alone is never safe, or it would be open. All of them closed: nothing is left to take away from.
        if (is_safe(people, secrecy) || smallest == parts.size()) return out;
        out[smallest] = {What::withheld, 0};
    }
}

} // namespace livret
