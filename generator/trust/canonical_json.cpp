#include "trust/canonical_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace livret {

namespace {

void write_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
            else
                out += c;
        }
    }
    out += '"';
}

// ECMAScript's Number::toString (ECMA-262 §6.1.6.1.20). Only for values from elsewhere: our documents hold integers.
void write_real(std::string& out, double value) {
    if (value == 0) {
        out += '0'; // and -0
        return;
    }
    if (value < 0) out += '-';
    char digits[32]; // the shortest that reads back: d.ddde[+-]xx
    const auto end = std::to_chars(digits, digits + sizeof digits, std::fabs(value), std::chars_format::scientific).ptr;
    const std::string_view text(digits, static_cast<std::size_t>(end - digits));
    const auto e = text.find('e');
    std::string mantissa(1, text[0]);
    if (e > 1) mantissa += text.substr(2, e - 2);
    int exponent = 0;
    const std::size_t sign = text[e + 1] == '+' ? 2 : 1;
    std::from_chars(text.data() + e + sign, text.data() + text.size(), exponent);
    const int count = static_cast<int>(mantissa.size());
    const int point = exponent + 1; // where the decimal point stands in the digits
    if (point > 21 || point < -5) {
        out += mantissa[0];
        if (count > 1) out += '.' + mantissa.substr(1);
        out += fmt::format("e{}{}", exponent < 0 ? '-' : '+', std::abs(exponent));
    } else if (point <= 0) {
        out += "0." + std::string(static_cast<std::size_t>(-point), '0') + mantissa;
    } else if (point >= count) {
        out += mantissa + std::string(static_cast<std::size_t>(point - count), '0');
    } else {
        out += mantissa.substr(0, static_cast<std::size_t>(point)) + '.' + mantissa.substr(static_cast<std::size_t>(point));
    }
}

void write(std::string& out, const Json& value) {
    if (value.is_null()) {
        out += "null";
    } else if (value.is_bool()) {
        out += value.as_bool() ? "true" : "false";
    } else if (value.is_integer()) {
        out += fmt::format("{}", value.as_integer());
    } else if (value.is_string()) {
        write_text(out, value.as_string());
    } else if (value.is_array()) {
        out += '[';
        for (bool first = true; const auto& item : value.as_array()) {
            if (!first) out += ',';
            first = false;
            write(out, item);
        }
        out += ']';
    } else if (value.is_object()) {
        std::vector<const std::pair<std::string, Json>*> members;
        members.reserve(value.as_object().size());
        for (const auto& member : value.as_object()) members.push_back(&member);
        std::sort(members.begin(), members.end(),
                  [](const auto* a, const auto* b) { return comes_before_in_utf16(a->first, b->first); });
        out += '{';
        for (bool first = true; const auto* member : members) {
            if (!first) out += ',';
            first = false;
            write_text(out, member->first);
            out += ':';
            write(out, member->second);
        }
        out += '}';
    } else {
        write_real(out, value.as_real());
    }
}

} // namespace

bool comes_before_in_utf16(std::string_view a, std::string_view b) {
    // UTF-8 sorts as code points do. UTF-16 differs only where a surrogate pair (a lead byte F0 and up) meets
    // U+E000..U+FFFF (lead bytes EE and EF): surrogates are D800..DFFF, so the pair comes first.
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (right == b.end()) return false;
    if (left == a.end()) return true;
    const auto x = static_cast<unsigned char>(*left), y = static_cast<unsigned char>(*right);
    if (x >= 0xF0 && (y == 0xEE || y == 0xEF)) return true;
    if (y >= 0xF0 && (x == 0xEE || x == 0xEF)) return false;
    return x < y;
}

std::string canonical_json(const Json& value) {
    std::string out;
    write(out, value);
    return out;
}

} // namespace livret
