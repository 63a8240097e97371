// What is published of a row of numbers, against somebody who subtracts: she knows the whole, every open number, and all of one
// group. Whatever she can compute is about nobody or three people at least, and no closed number has one value only.
#include "property.hpp"
#include "resolve/disclosure.hpp"

#include <algorithm>
#include <map>

namespace livret::tests {

namespace {

std::vector<Tally> any_parts() {
    std::vector<Tally> out(static_cast<std::size_t>(*rc::gen::inRange(1, 7)));
    for (Tally& part : out) {
        const int things = *rc::gen::weightedOneOf<int>({{3, rc::gen::inRange(0, 4)}, {2, rc::gen::inRange(0, 20)}});
        for (int i = 0; i < things; ++i)
            part.add({GfpId{*rc::gen::element<std::string>("a", "b", "c")}, TraineeId{std::to_string(*rc::gen::inRange(0, 5))}});
    }
    return out;
}

// Without one group's people; "" takes nobody away.
std::set<TraineeKey> without(const std::set<TraineeKey>& people, const std::string& group) {
    std::set<TraineeKey> out;
    for (const TraineeKey& one : people)
        if (one.gfp.value != group) out.insert(one);
    return out;
}

bool tells_of_few(const std::set<TraineeKey>& people) {
    return !people.empty() && people.size() < 3;
}

bool nothing_follows(const char* name) {
    return rc::check(name, [] {
        const std::vector<Tally> parts = any_parts();
        const Secrecy secrecy = *rc::gen::element(Secrecy::few, Secrecy::above);
        const std::vector<Published> out = publish_parts(parts, secrecy);
        RC_ASSERT(out.size() == parts.size());
        Tally whole, closed;
        std::size_t closed_parts = 0;
        std::vector<std::string> readers{""};
        if (secrecy == Secrecy::above) readers.insert(readers.end(), {"a", "b", "c"});
        for (std::size_t i = 0; i < parts.size(); ++i) {
            whole.add(parts[i]);
            if (out[i].is_open()) {
                RC_ASSERT(out[i].number == parts[i].number);
                RC_ASSERT(parts[i].people.size() >= 3);
                for (const std::string& own : readers) RC_ASSERT(!tells_of_few(without(parts[i].people, own)));
            } else {
                RC_ASSERT(out[i].number == 0); // a number that is not given is nowhere
                if (out[i].what == Published::What::few) RC_ASSERT(parts[i].people.size() < 3);
                closed.add(parts[i]);
                ++closed_parts;
            }
        }
        // The whole is given only where it may be.
        if (!publish(whole, secrecy).is_open() || closed.people.empty()) return;
        RC_ASSERT(closed_parts > 1);
        for (const std::string& own : readers) RC_ASSERT(!tells_of_few(without(closed.people, own)));
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

} // namespace

std::vector<Property> disclosure_properties() {
    return {{"what is published of a row tells of no fewer than three people, whatever is subtracted", nothing_follows},
            {"what a closed number is shows nowhere", what_is_hidden_does_not_show}};
}

} // namespace livret::tests
