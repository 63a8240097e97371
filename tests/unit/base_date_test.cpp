#include "base/date.hpp"

#include <doctest/doctest.h>

using namespace livret;

TEST_SUITE("dates") {
    TEST_CASE("the day that somebody meant by a date written another way") {
        for (const char* text : {"18/11/2004", "18.11.2004", "18-11-2004", "18 11 2004", "2004/11/18", "2004.11.18",
                                 "18 novembre 2004", "18 Novembre 2004", "18 November 2004"}) {
            CAPTURE(text);
            const auto day = guess_date(text);
            REQUIRE(day);
            CHECK(iso(*day) == "2004-11-18");
        }
        CHECK(iso(guess_date("1er mars 2005").value()) == "2005-03-01");
        CHECK(iso(guess_date("1/3/2005").value()) == "2005-03-01");
        CHECK(iso(guess_date("2005-3-1").value()) == "2005-03-01");
        CHECK(iso(guess_date("3 aout 2005").value()) == "2005-08-03");
    }

    TEST_CASE("what is no day is guessed to be none") {
        for (const char* text : {"", "novembre 2004", "31/02/2005", "18/11/04", "99/99/9999", "18 brumaire 2004", "0/1/2005",
                                 "18/0/2004", "bientôt", "2004-11-18-19", "18/11/20045", "1er 1er 1er"}) {
            CAPTURE(text);
            CHECK(!guess_date(text));
        }
    }
}
