// Characters as XML 1.0 sorts them, and their UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace livret {

bool is_xml_character(char32_t c);   // §2.2: what a document may hold, written out or as a reference
bool starts_xml_name(char32_t c);    // §2.3
bool continues_xml_name(char32_t c); // §2.3

struct DecodedCharacter {
    char32_t code = 0;
    std::size_t size = 0; // bytes
};

// The code point at `at` of well-formed UTF-8.
DecodedCharacter decode_utf8(std::string_view bytes, std::size_t at);

void append_utf8(std::string& out, char32_t code);

} // namespace livret
