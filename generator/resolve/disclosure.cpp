#include "resolve/disclosure.hpp"

#include <algorithm>
#include <map>

namespace livret {

namespace {

using What = Published::What;

// Nobody, or enough of them; and so without any one group, for those who read that group's pages.
bool is_safe(const FewPeople& people, Secrecy secrecy) {
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

void FewPeople::insert(const TraineeKey& who) {
    std::size_t groups = 0, of_group = 0, place = kept_.size();
    for (std::size_t i = 0; i < kept_.size(); ++i) { // those of a group stand together
        if (kept_[i].gfp == who.gfp) {
            if (++of_group == fewest_people || kept_[i].trainee == who.trainee) return;
            place = i + 1;
        } else if (i == 0 || kept_[i].gfp != kept_[i - 1].gfp) {
            ++groups;
        }
    }
    if (of_group == 0 && groups > fewest_people) return;
    kept_.insert(kept_.begin() + static_cast<std::ptrdiff_t>(place), who);
}

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
        FewPeople people; // about whom the closed ones are together
        std::size_t smallest = parts.size();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!out[i].is_open())
                people.insert(parts[i].people);
            else if (smallest == parts.size() || parts[i].number < parts[smallest].number)
                smallest = i;
        }
        // One alone is never safe, or it would be open. All of them closed: nothing is left to take away from.
        if (is_safe(people, secrecy) || smallest == parts.size()) return out;
        out[smallest] = {What::withheld, 0};
    }
}

} // namespace livret
