// A one-file activity that becomes a folder: what its text says from its new place.
#include "serve/moving.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

const Move move{
    SourcePath{"gfp/m/trainees/a/activities/x.md"}, SourcePath{"gfp/m/trainees/a/activities/x/index.md"}, {"photo.jpg"}};

std::string moved(std::string_view text) {
    return moved_text(text, move).value_or("(nothing)");
}

} // namespace

TEST_CASE("addresses relative to the file are written from its folder, and nothing else changes") {
    CHECK(moved("[a](b.md) [c](../profile.md#ici)\n") == "[a](../b.md) [c](../../profile.md#ici)\n");
    CHECK(moved("[a](./b.md \"un titre\") [c](<b.md>)\n") == "[a](../b.md \"un titre\") [c](<../b.md>)\n");
    CHECK(moved("[a](b%20c.md)\n") == "[a](../b%20c.md)\n");
    CHECK(moved("[a][l] et [b][l]\n\n[l]: b.md\n") == "[a][l] et [b][l]\n\n[l]: ../b.md\n");
    CHECK(moved("[ici](x.md#bilan) [ici](#bilan)\n") == "[ici](index.md#bilan) [ici](#bilan)\n");
    CHECK(moved("![p](photo.jpg) ![q](autre.jpg)\n") == "![p](photo.jpg) ![q](../autre.jpg)\n");
    CHECK(moved("[![p](photo.jpg)](b.md)\n") == "[![p](photo.jpg)](../b.md)\n");
    for (const std::string_view same :
         {"[a](https://www.example.org/b.md)\n", "[a](mailto:a@example.org)\n", "[a](MATH1-DURAND-01)\n", "`[a](b.md)`\n",
          "    [a](b.md)\n", "```\n[a](b.md)\n```\n", "\\[a](b.md)\n", "des mots : b.md, (b.md)\n", ""})
        CHECK(moved(same) == same);
}

TEST_CASE("the same address in code and in a link: only the link is written anew") {
    CHECK(moved("`[a](b.md)` puis [a](b.md) et `](b.md)`\n") == "`[a](b.md)` puis [a](../b.md) et `](b.md)`\n");
}

TEST_CASE("a link whose address cannot be found as it is read moves nothing") {
    CHECK(!moved_text("[a](b\\_c.md)\n", move)); // read as b_c.md
}

TEST_CASE("the replies in a header move with the text, and every other byte stays") {
    const std::string file =
        "---\ntitre: T # mot\nréponses:\n  - à: \"0a1b2c3d\"\n    date: 2005-01-01\n    texte: |\n      Voir [a](b.md).\n"
        "  - à: \"0a1b2c3e\"\n    date: 2005-01-02\n    texte: Rien.\n---\n[c](d.md)\n";
    const auto out = moved_document(file, move);
    REQUIRE(out);
    CHECK(*out ==
          "---\ntitre: T # mot\nréponses:\n  - à: \"0a1b2c3d\"\n    date: 2005-01-01\n    texte: |\n      Voir [a](../b.md).\n"
          "  - à: \"0a1b2c3e\"\n    date: 2005-01-02\n    texte: Rien.\n---\n[c](../d.md)\n");
    CHECK(moved_document("---\r\ntitre: T\r\n---\r\n[c](d.md)\r\n", move) == "---\r\ntitre: T\r\n---\r\n[c](../d.md)\r\n");
    CHECK(moved_document("---\ntitre: T\n---\nRien.", move) == "---\ntitre: T\n---\nRien.");
    CHECK(!moved_document("pas d’en-tête\n", move));
}

TEST_CASE("an activity goes to the folder of its own name, or to the next one that is free") {
    const auto disk = make_memory_disk();
    disk->write("a/x.md", "one");
    CHECK(place_in_folder(*disk, SourcePath{"a/x.md"}).value == "a/x/index.md");
    disk->write("a/x/autre.pdf", "something");
    CHECK(place_in_folder(*disk, SourcePath{"a/x.md"}).value == "a/x-2/index.md");
    disk->write("a/x-2.md", "another activity");
    CHECK(place_in_folder(*disk, SourcePath{"a/x.md"}).value == "a/x-3/index.md");
}
