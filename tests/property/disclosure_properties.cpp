// What is published of a row of numbers, against somebody who subtracts: she knows the whole, every open number, and all of one
// group. Whatever she can compute is about nobody or three people at least, and no closed number has one value only.
#include "property.hpp"
#include "resolve/disclosure.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace livret::tests {

namespace {

using People = std::set<TraineeKey>;

TraineeKey anybody(const std::vector<std::string>& groups) {
    return {GfpId{*rc::gen::elementOf(groups)}, TraineeId{std::to_string(*rc::gen::inRange(0, 5))}};
}

// Tallies, and everybody whom each is about: a tally keeps a few of them only.
struct Parts {
    std::vector<Tally> tallies;
    std::vector<People> people;
};

Parts any_parts() {
    Parts out;
    const int count = *rc::gen::inRange(1, 7);
    for (int n = 0; n < count; ++n) {
        Tally& part = out.tallies.emplace_back();
        People& people = out.people.emplace_back();
        const int things = *rc::gen::weightedOneOf<int>({{3, rc::gen::inRange(0, 4)}, {2, rc::gen::inRange(0, 20)}});
        for (int i = 0; i < things; ++i) {
            const TraineeKey who = anybody({"a", "b", "c"});
            part.add(who);
            people.insert(who);
        }
    }
    return out;
}

// Without one group's people; "" takes nobody away.
People without(const People& people, const std::string& group) {
    People out;
    for (const TraineeKey& one : people)
        if (one.gfp.value != group) out.insert(one);
    return out;
}

bool tells_of_few(const People& people) {
    return !people.empty() && people.size() < 3;
}

bool nothing_follows(const char* name) {
    return rc::check(name, [] {
        const auto [parts, people] = any_parts();
        const Secrecy secrecy = *rc::gen::element(Secrecy::few, Secrecy::above);
        const std::vector<Published> out = publish_parts(parts, secrecy);
        RC_ASSERT(out.size() == parts.size());
        Tally whole, closed;
        People closed_people;
        std::size_t closed_parts = 0;
        std::vector<std::string> readers{""};
        if (secrecy == Secrecy::above) readers.insert(readers.end(), {"a", "b", "c"});
        for (std::size_t i = 0; i < parts.size(); ++i) {
            whole.add(parts[i]);
            if (out[i].is_open()) {
                RC_ASSERT(out[i].number == parts[i].number);
                RC_ASSERT(people[i].size() >= 3);
                for (const std::string& own : readers) RC_ASSERT(!tells_of_few(without(people[i], own)));
            } else {
                RC_ASSERT(out[i].number == 0); // a number that is not given is nowhere
                if (out[i].what == Published::What::few) RC_ASSERT(people[i].size() < 3);
                closed.add(parts[i]);
                closed_people.insert(people[i].begin(), people[i].end());
                ++closed_parts;
            }
        }
        // The whole is given only where it may be.
        if (!publish(whole, secrecy).is_open() || closed_people.empty()) return;
        RC_ASSERT(closed_parts > 1);
        for (const std::string& own : readers) RC_ASSERT(!tells_of_few(without(closed_people, own)));
        // She knows the closed parts' sum: each of them may still be all of it, or nothing.
        RC_ASSERT(closed.number > 0);
    });
}

bool what_is_hidden_does_not_show(const char* name) {
    return rc::check(name, [] {
        // Some open parts, some of a person each: whatever these did, and which of them did anything, shows nowhere.
        const auto make = [](const std::vector<int>& large, const std::vector<int>& few, std::size_t shift) {
            std::vector<Tally> out;
            for (const int things : large) {
                out.emplace_back();
                for (int i = 0; i < things; ++i) out.back().add({GfpId{"a"}, TraineeId{std::to_string(i % 5)}});
            }
            for (std::size_t i = 0; i < few.size(); ++i) {
                out.emplace_back();
                for (int n = few[(i + shift) % few.size()]; n > 0; --n)
                    out.back().add({GfpId{"a"}, TraineeId{"one of few " + std::to_string(i)}});
            }
            return out;
        };
        const auto large = *rc::gen::container<std::vector<int>>(rc::gen::inRange(3, 20));
        auto few = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
        few.insert(few.end(), {1, 2, 3}); // together they are three people at least
        const auto one = publish_parts(make(large, few, 0), Secrecy::few);
        const auto other = publish_parts(make(large, few, *rc::gen::inRange<std::size_t>(0, few.size())), Secrecy::few);
        RC_ASSERT(one == other);
    });
}

// The few people that a tally keeps answer as all of them would, however they were put together.
bool a_few_people_answer_for_all(const char* name) {
    return rc::check(name, [] {
        const std::vector<std::string> groups{"a", "b", "c", "d", "e", "f"};
        Tally kept;
        People all;
        const int times = *rc::gen::inRange(0, 8);
        for (int i = 0; i < times; ++i) {
            Tally some;
            const int people = *rc::gen::inRange(0, 9);
            for (int n = 0; n < people; ++n) {
                const TraineeKey who = anybody(groups);
                some.add(who);
                all.insert(who);
            }
            if (*rc::gen::arbitrary<bool>())
                kept.add(some);
            else
                std::swap(some, kept), kept.add(some);
        }
        const bool enough = all.empty() || all.size() >= 3;
        bool without_any = enough;
        for (const std::string& one : groups) without_any = without_any && !tells_of_few(without(all, one));
        RC_ASSERT(may_follow(kept, Secrecy::few) == enough);
        RC_ASSERT(may_follow(kept, Secrecy::above) == without_any);
        if (kept.number > 0) RC_ASSERT(publish(kept, Secrecy::few).is_open() == enough);
    });
}

} // namespace

std::vector<Property> disclosure_properties() {
    return {{"the few people that a tally keeps answer as all of them would", a_few_people_answer_for_all},
            {"what is published of a row tells of no fewer than three people, whatever is subtracted", nothing_follows},
            {"what a closed number is shows nowhere", what_is_hidden_does_not_show}};
}

} // namespace livret::tests
