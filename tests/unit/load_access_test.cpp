#include "load/access.hpp"

#include <doctest/doctest.h>

using namespace livret;

TEST_CASE("whoever is erased has no line in guard.yaml any more, and nobody else's changes") {
    const std::string before =
        "# qui envoie\npeople:\n  - {person: administrator, login: a}\n  - person: math1/durand\n    login: d\n"
        "    ssh-key: SHA256:x\n  # Paul\n  - {person: math1/martin, login: m}\n";
    const TraineeKey durand{GfpId{"math1"}, TraineeId{"durand"}};
    const auto without = access_without(before, durand);
    REQUIRE(without.has_value());
    CHECK(without->text ==
          "# qui envoie\npeople:\n  - {person: administrator, login: a}\n  # Paul\n  - {person: math1/martin, login: m}\n");
    CHECK(without->lines == std::vector<int>{4, 5, 6});
    CHECK(!access_without(without->text, durand).has_value());
    CHECK(access_without("people:\n  - {person: math1/durand, login: d}\n", durand)->text == "people: []\n");
    CHECK(!access_without("people: [", durand).has_value());
}
