// Every message can be explained, in both languages, in words and with an example.
#include "diag/codes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace livret;

TEST_CASE("every code has an explanation in French and in English") {
    for (const CodeText& code : all_codes()) {
        CAPTURE(std::string(code.id));
        for (const Language language : {Language::fr, Language::en}) {
            const std::string_view text = code.explanation(language);
            CHECK(text.size() > 80);
            const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
            CHECK(lines >= 5);
            CHECK(lines <= 16);
            CHECK(text.find(language == Language::fr ? "Faux\u00A0:" : "Wrong:") != std::string_view::npos);
            CHECK(text.find(language == Language::fr ? "Juste\u00A0:" : "Right:") != std::string_view::npos);
        }
        CHECK(code.explanation_fr != code.explanation_en);
    }
}

TEST_CASE("a code is printed under one name only, and found by it") {
    std::set<std::string_view> ids;
    for (const CodeText& code : all_codes()) {
        CHECK(ids.insert(code.id).second);
        CHECK(find_code(code.id) == code.code);
        CHECK_FALSE(code.text_fr.empty());
        CHECK_FALSE(code.text_en.empty());
        CHECK(code.hint_fr.empty() == code.hint_en.empty());
    }
    CHECK_FALSE(find_code("no-such-code"));
}
