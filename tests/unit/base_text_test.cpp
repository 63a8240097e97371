#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace livret;

TEST_SUITE("text") {
    TEST_CASE("characters that nobody sees are found, tabs and line ends are not among them") {
        CHECK(!first_control("Réunion\tde\r\nrentrée – œuvre\u00A0!"));
        CHECK(first_control("ab\x01") == 2);
        CHECK(first_control("é\u0092é") == 2);
        CHECK(first_control("\x7F") == 0);
        CHECK(first_control("a\fb\fc", 2) == 3);
        CHECK(first_control(std::string_view("\0", 1)) == 0);
        CHECK(!first_control("\u00A0\u00E9"));
    }
}
