#include "view/texts.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace livret;

namespace {

Texts french() {
    return Texts(Language::fr, {{"activities_count.one", "{n} activité"},
                                {"activities_count.other", "{n} activités de {name}"},
                                {"by", "par {name}"},
                                {"title", "Livret"}});
}

Texts english() {
    return Texts(Language::en, {{"activities_count.one", "one activity"}, {"activities_count.other", "{n} activities"}});
}

} // namespace

TEST_CASE("a text is had by its key, and a missing one is remembered") {
    const auto texts = french();
    CHECK(texts.get("title") == "Livret");
    CHECK(texts.missing().empty());
    CHECK(texts.get("titel") == "titel");
    CHECK(texts.fill("bye", {}) == "bye");
    CHECK(texts.plural("lessons", 2) == "lessons.other");
    CHECK(texts.find("nothing") == nullptr);
    CHECK(texts.missing() == std::vector<std::string>{"bye", "lessons.other", "titel"});
}

TEST_CASE("what fills a text is never filled again") {
    CHECK(french().fill("by", {{"name", "{name} {n}"}}) == "par {name} {n}");
}

TEST_CASE("French takes the singular for 0 and 1, English for 1 only") {
    CHECK(french().plural("activities_count", 0) == "0 activité");
    CHECK(french().plural("activities_count", 1) == "1 activité");
    CHECK(french().plural("activities_count", 2, {{"name", "Ada"}}) == "2 activités de Ada");
    CHECK(french().plural("activities_count", 12345, {{"name", "Ada"}}) == "12\u202F345 activités de Ada");
    CHECK(english().plural("activities_count", 0) == "0 activities");
    CHECK(english().plural("activities_count", 1) == "one activity");
    CHECK(english().plural("activities_count", 1000) == "1,000 activities");
}

TEST_CASE("numbers are written as the language does") {
    CHECK(french().number(0) == "0");
    CHECK(french().number(9999) == "9999");
    CHECK(french().number(10000) == "10\u202F000");
    CHECK(french().number(1234567) == "1\u202F234\u202F567");
    CHECK(french().number(-12345) == "\u221212\u202F345");
    CHECK(english().number(999) == "999");
    CHECK(english().number(1000) == "1,000");
    CHECK(french().decimal(3.5, 2) == "3,50");
    CHECK(english().decimal(3.5, 2) == "3.50");
    CHECK(french().decimal(0.25, 1) == "0,3");
    CHECK(french().decimal(-0.04, 1) == "0,0");
    CHECK(french().decimal(-1.5, 0) == "\u22122");
    CHECK(french().decimal(12345.678, 2) == "12\u202F345,68");
}

TEST_CASE("a percentage says none and all only when it is none and all") {
    CHECK(french().percent(9, 20) == "45\u202F%");
    CHECK(english().percent(9, 20) == "45%");
    CHECK(english().percent(0, 20) == "0%");
    CHECK(english().percent(1, 1000) == "1%");
    CHECK(english().percent(999, 1000) == "99%");
    CHECK(english().percent(1000, 1000) == "100%");
    CHECK(english().percent(0, 0) == "0%");
    CHECK(english().percent(1, 8) == "13%");
}

TEST_CASE("ranks") {
    CHECK(french().ordinal(1) == "1er");
    CHECK(french().ordinal(1, Gender::feminine) == "1re");
    CHECK(french().ordinal(2) == "2e");
    CHECK(english().ordinal(1) == "1st");
    CHECK(english().ordinal(2) == "2nd");
    CHECK(english().ordinal(3) == "3rd");
    CHECK(english().ordinal(4) == "4th");
    CHECK(english().ordinal(11) == "11th");
    CHECK(english().ordinal(112) == "112th");
    CHECK(english().ordinal(121) == "121st");
}

TEST_CASE("lists of names") {
    CHECK(french().names({}) == "");
    CHECK(french().names(std::vector<std::string>{"Ada"}) == "Ada");
    CHECK(french().names(std::vector<std::string>{"Ada", "Blaise"}) == "Ada et Blaise");
    CHECK(french().names(std::vector<std::string>{"Ada", "Blaise", "Émilie"}) == "Ada, Blaise et Émilie");
    CHECK(english().names(std::vector<std::string>{"Ada", "Blaise", "Émilie"}) == "Ada, Blaise and Émilie");
}

TEST_CASE("placeholders are names between braces") {
    CHECK(placeholders("{n} activités de {name}, {n}") == std::vector<std::string>{"n", "name"});
    CHECK(placeholders("{} {N} { n } {a b} } {").empty());
    CHECK(placeholders("{{n}}") == std::vector<std::string>{"n"});
}
