#include "base/json.hpp"
#include "trust/canonical_json.hpp"

#include <doctest/doctest.h>

using namespace livret;

namespace {

std::string canonical(std::string_view text) {
    const auto parsed = parse_json(text);
    REQUIRE(std::holds_alternative<Json>(parsed));
    return canonical_json(std::get<Json>(parsed));
}

} // namespace

TEST_CASE("RFC 8785 §3.2.2 and §3.2.3: its examples") {
    CHECK(canonical(R"({
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    })") == "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    // Sorted by UTF-16 code units: the emoji (D83D DE02) comes before U+FB33.
    CHECK(canonical(R"({
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
    })") == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST_CASE("RFC 8785 appendix B: numbers") {
    const auto number = [](std::string_view text) { return canonical("[" + std::string(text) + "]"); };
    CHECK(number("0.0") == "[0]");
    CHECK(number("-0.0") == "[0]");
    CHECK(number("5e-324") == "[5e-324]");
    CHECK(number("-5e-324") == "[-5e-324]");
    CHECK(number("1.7976931348623157e308") == "[1.7976931348623157e+308]");
    CHECK(number("9007199254740992.0") == "[9007199254740992]");
    CHECK(number("295147905179352830000.0") == "[295147905179352830000]");
    CHECK(number("9.999999999999997e22") == "[9.999999999999997e+22]");
    CHECK(number("1e23") == "[1e+23]");
    CHECK(number("1.0000000000000001e23") == "[1.0000000000000001e+23]");
    CHECK(number("999999999999999700000.0") == "[999999999999999700000]");
    CHECK(number("999999999999999900000.0") == "[999999999999999900000]");
    CHECK(number("1e21") == "[1e+21]");
    CHECK(number("9.999999999999997e-7") == "[9.999999999999997e-7]");
    CHECK(number("0.000001") == "[0.000001]");
    CHECK(number("333333333.33333325") == "[333333333.33333325]");
    CHECK(number("0.0000033333333333333333") == "[0.0000033333333333333333]");
    CHECK(number("1424953923781206.25") == "[1424953923781206.2]");
}

TEST_CASE("the order of names is by UTF-16 code units") {
    CHECK(comes_before_in_utf16("a", "b"));
    CHECK_FALSE(comes_before_in_utf16("a", "a"));
    CHECK(comes_before_in_utf16("a", "ab"));
    CHECK_FALSE(comes_before_in_utf16("ab", "a"));
    CHECK(comes_before_in_utf16("😀", "\uFF5E"));
    CHECK_FALSE(comes_before_in_utf16("\uE000", "😀"));
    CHECK(comes_before_in_utf16("\uD7FF", "😀"));
    CHECK(comes_before_in_utf16("😀", "😁"));
}

TEST_CASE("integers that ECMAScript's numbers cannot hold are written as it writes the nearest") {
    CHECK(canonical("[9007199254740991,-9007199254740991]") == "[9007199254740991,-9007199254740991]");
    CHECK(canonical("[9007199254740993,-9007199254740993]") == "[9007199254740992,-9007199254740992]");
    CHECK(canonical("[9223372036854775807,9223372036854775808,18446744073709551615]") ==
          "[9223372036854776000,9223372036854776000,18446744073709552000]");
}

TEST_CASE("leaving a member out of the text is leaving it out of the value") {
    const auto rest = [](std::string_view text, std::string_view member) {
        return canonical_object(std::get<Json>(parse_json(text)), member).rest();
    };
    constexpr std::string_view three = R"({"b":[1],"c":{"b":2},"a":"x"})";
    CHECK(rest(three, "a") == R"({"b":[1],"c":{"b":2}})");
    CHECK(rest(three, "b") == R"({"a":"x","c":{"b":2}})");
    CHECK(rest(three, "c") == R"({"a":"x","b":[1]})");
    CHECK(rest(three, "d") == R"({"a":"x","b":[1],"c":{"b":2}})");
    CHECK(rest(R"({"a":1})", "a") == "{}");
    CHECK(rest("{}", "a") == "{}");
}
