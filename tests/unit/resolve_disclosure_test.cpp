#include "resolve/disclosure.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace livret;

namespace {

// "a:3 b:1": three people of group a and one of b, one thing each.
Tally tally(std::initializer_list<std::pair<const char*, int>> groups, int from = 0) {
    Tally out;
    for (const auto& [group, count] : groups)
        for (int i = 0; i < count; ++i) out.add({GfpId{group}, TraineeId{std::to_string(from + i)}});
    return out;
}

using What = Published::What;

} // namespace

TEST_CASE("a number about fewer than three people is not given, and nobody counts as few") {
    CHECK(publish(tally({{"a", 3}}), Secrecy::few) == Published{What::open, 3});
    for (const int people : {0, 1, 2}) CHECK(publish(tally({{"a", people}}), Secrecy::few) == Published{What::few, 0});
    Tally busy; // ten activities of two people
    for (int i = 0; i < 10; ++i) busy.add({GfpId{"a"}, TraineeId{std::to_string(i % 2)}});
    CHECK(publish(busy, Secrecy::few) == Published{What::few, 0});
}

TEST_CASE("in a group's own pages what these pages name one by one is given whole") {
    for (const int people : {0, 1, 2, 3}) CHECK(publish(tally({{"a", people}}), Secrecy::none) == Published{What::open, people});
    CHECK(publish_parts(std::array{tally({{"a", 1}}), tally({{"a", 5}})}, Secrecy::none) ==
          std::vector<Published>{{What::open, 1}, {What::open, 5}});
}

TEST_CASE("above groups, what remains without any one of them is about nobody or three at least") {
    CHECK(publish(tally({{"a", 4}, {"b", 3}}), Secrecy::above) == Published{What::open, 7});
    CHECK(publish(tally({{"a", 4}}), Secrecy::above) == Published{What::open, 4});               // nobody else: nothing to be had
    CHECK(publish(tally({{"a", 7}, {"b", 1}}), Secrecy::above) == Published{What::withheld, 0}); // a's reader would have b's one
    CHECK(publish(tally({{"a", 7}, {"b", 1}, {"c", 2}}), Secrecy::above) == Published{What::open, 10}); // three, of b and c
    CHECK(publish(tally({{"a", 1}, {"b", 1}}), Secrecy::above) == Published{What::few, 0});
}

TEST_CASE("what would follow by subtraction is about nobody or three at least") {
    CHECK(may_follow({}, Secrecy::above));
    CHECK(may_follow(tally({{"a", 1}}), Secrecy::none));
    CHECK(!may_follow(tally({{"a", 1}}), Secrecy::few));
    CHECK(may_follow(tally({{"a", 4}, {"b", 1}}), Secrecy::few));
    CHECK(!may_follow(tally({{"a", 4}, {"b", 1}}), Secrecy::above));
}

TEST_CASE("one closed part never stands alone, and what is closed together is about nobody or three at least") {
    // 9 is known: 9 - 5 - 3 would be the one that is closed. The smallest of the others is closed with it.
    CHECK(publish_parts(std::array{tally({{"a", 5}}), tally({{"a", 3}}), tally({{"a", 1}})}, Secrecy::few) ==
          std::vector<Published>{{What::open, 5}, {What::withheld, 0}, {What::few, 0}});
    // Two closed ones of the same two people: the sum would be theirs.
    CHECK(publish_parts(std::array{tally({{"a", 5}}), tally({{"a", 2}}), tally({{"a", 1}})}, Secrecy::few) ==
          std::vector<Published>{{What::withheld, 0}, {What::few, 0}, {What::few, 0}});
    // Of three different ones: nothing follows, whoever it was.
    CHECK(publish_parts(std::array{tally({{"a", 5}}), tally({{"a", 2}}), tally({{"a", 1}}, 7)}, Secrecy::few) ==
          std::vector<Published>{{What::open, 5}, {What::few, 0}, {What::few, 0}});
    // Closed ones that are about nobody tell that nobody is there, and no more.
    CHECK(publish_parts(std::array{tally({{"a", 5}}), Tally{}, Tally{}}, Secrecy::few) ==
          std::vector<Published>{{What::open, 5}, {What::few, 0}, {What::few, 0}});
}

TEST_CASE("above groups, what is closed together leaves nobody alone either") {
    // Without a, what is closed would be b's one person.
    const std::array parts{tally({{"a", 6}, {"b", 6}}), tally({{"a", 2}}), tally({{"b", 1}}), tally({{"a", 3}, {"b", 3}})};
    const std::vector<Published> out = publish_parts(parts, Secrecy::above);
    CHECK(out[0] == Published{What::open, 12});
    CHECK(out[1].what == What::few);
    CHECK(out[2].what == What::few);
    CHECK(out[3].what == What::withheld);
}
