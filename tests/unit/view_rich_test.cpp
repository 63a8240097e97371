// How a text begins, as cards, feeds and descriptions show it.
#include "view/rich.hpp"

#include <doctest/doctest.h>

using namespace livret;

TEST_CASE("the lead of a text is on one line, without its headings, cut at a word") {
    RichText text;
    text.plain = "Point de départ\nUne troisième de 24 élèves.\nIls ont relevé\nles noms.\nBilan\nTout va bien.\n";
    text.headings = {{2, "point-de-depart", "Point de départ", {}}, {2, "bilan", "Bilan", {}}};
    CHECK(lead_of(text, 200) == "Une troisième de 24 élèves. Ils ont relevé les noms. Tout va bien.");
    CHECK(lead_of(text, 20) == "Une troisième de 24…");
    text.plain = "Bilan\n";
    CHECK(lead_of(text, 20).empty());
}
