// Hours as people write them.
#include "base/hours.hpp"

#include <doctest/doctest.h>

using namespace livret;

TEST_CASE("hours are read as people write them, and written in one way") {
    for (const char* text :
         {"9:00-12:30", "09:00-12:30", "9h-12h30", "9 h – 12 h 30", "9\u00A0h\u00A0–\u00A012\u00A0h\u00A030", "9H00 — 12H30"}) {
        const auto read = parse_hours(text);
        REQUIRE_MESSAGE(read, text);
        CHECK_MESSAGE(iso(*read) == "09:00-12:30", text);
        CHECK(parse_hours(iso(*read)) == read);
    }
    CHECK(iso(parse_hours("14h").value()) == "14:00");
    CHECK(iso(parse_hours("0:05").value()) == "00:05");
    CHECK(hours_text(parse_hours("9:00-12:30").value(), Language::fr) == "de 9\u00A0h à 12\u00A0h\u00A030");
    CHECK(hours_text(parse_hours("9:05").value(), Language::fr) == "à 9\u00A0h\u00A005");
    CHECK(hours_text(parse_hours("9:00-12:30").value(), Language::en) == "9:00–12:30");
}

TEST_CASE("what is no hour, or ends before it begins, is none") {
    for (const char* text : {"", "9", "9:", "9:5", "9:60", "24:00", "12:00-9:00", "9:00-9:00", "9:00-", "-9:00",
                             "9:00-12:00-14:00", "le matin", "9h-midi", "123:00", "9:000", "9.30", "9::00", "٩:٠٠"})
        CHECK_MESSAGE(!parse_hours(text), text);
}
