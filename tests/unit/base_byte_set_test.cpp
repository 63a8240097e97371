#include "base/byte_set.hpp"

#include "base/paths.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"

#include <doctest/doctest.h>

using namespace livret;

TEST_CASE("a set of bytes finds what find_first_of finds") {
    static constexpr ByteSet set = ByteSet("<&\x7F\xC2").with(0, 2).with(0xFE, 0xFF);
    const std::string same = std::string("<&\x7F\xC2\x01\x02\xFE\xFF") + '\0';
    for (int byte = 0; byte < 256; ++byte) {
        const std::string text = std::string("aé") + static_cast<char>(byte) + "z";
        const std::size_t expected = std::min(text.find_first_of(same), text.size());
        CHECK(set.first_in(text) == expected);
        CHECK(set.first_in(text, 3) == std::min(text.find_first_of(same, 3), text.size()));
    }
    CHECK(set.first_in("") == 0);
    CHECK(set.first_in("<", 7) == 1);
}

TEST_CASE("an address keeps the unreserved characters and the slash, and no other byte") {
    const std::string kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (int byte = 0; byte < 256; ++byte) {
        const std::string one(1, static_cast<char>(byte));
        const bool is_kept = kept.find(one) != std::string::npos;
        CHECK((encode_url_path(one) == one) == is_kept);
        CHECK(percent_decode(encode_url_path("a" + one + "b")) == "a" + one + "b");
    }
}

TEST_CASE("control characters are found where they are, in C0, DEL and C1") {
    CHECK_FALSE(first_control("a\tb\r\nc é « » œ").has_value());
    for (int byte = 0; byte < 0x20; ++byte)
        if (byte != '\t' && byte != '\n' && byte != '\r') CHECK(first_control(std::string("é") + static_cast<char>(byte)) == 2);
    CHECK(first_control("é\x7F") == 2);
    CHECK(first_control("é\xC2\x85") == 2);
    CHECK_FALSE(first_control("é\xC2\xA0").has_value());
    CHECK_FALSE(first_control("\x01"
                              "a",
                              1)
                    .has_value());
}

TEST_CASE("what is not UTF-8 is found wherever it begins") {
    for (std::size_t before = 0; before < 20; ++before) {
        const std::string text = std::string(before, 'a') + "\xE9" + std::string(20, 'b');
        CHECK(first_invalid_utf8(text) == before);
        CHECK_FALSE(first_invalid_utf8(std::string(before, 'a') + "é" + std::string(before, 'b')).has_value());
    }
}

TEST_CASE("a key for searching: ASCII takes the same way as all else") {
    CHECK(search_key("ABC xyz 0~") == "abc xyz 0~");
    CHECK(search_key("ABCé xyz 0~") == "abce xyz 0~");
    CHECK(file_name_key("README.Md") == "readme.md");
    CHECK(file_name_key("ÉTÉ.Md") == file_name_key("été.mD"));
}
