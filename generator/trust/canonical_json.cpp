#include "trust/canonical_json.hpp"

#include "base/json_string.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

namespace livret {

namespace {

constexpr std::int64_t largest_exact = (std::int64_t{1} << 53) - 1; // beyond, not every integer is a number of ECMAScript

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

// The members in canonical order.
std::vector<const Json::Members::value_type*> sorted(const Json::Members& object) {
    std::vector<const Json::Members::value_type*> members;
    members.reserve(object.size());
    for (const auto& member : object) members.push_back(&member);
    const auto before = [](const auto* a, const auto* b) { return comes_before_in_utf16(a->first, b->first); };
    if (!std::is_sorted(members.begin(), members.end(), before)) std::sort(members.begin(), members.end(), before);
    return members;
}

void write(std::string& out, const Json& value);

void write_member(std::string& out, const Json::Members::value_type& member) {
    append_json_string(out, member.first);
    out += ':';
    write(out, member.second);
}

void write_integer(std::string& out, std::int64_t value) {
    if (value > largest_exact || value < -largest_exact) return write_real(out, static_cast<double>(value));
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void write(std::string& out, const Json& value) {
    if (value.is_null()) {
        out += "null";
    } else if (value.is_bool()) {
        out += value.as_bool() ? "true" : "false";
    } else if (value.is_integer()) {
        write_integer(out, value.as_integer());
    } else if (value.is_string()) {
        append_json_string(out, value.as_string());
    } else if (value.is_array()) {
        out += '[';
        for (bool first = true; const auto& item : value.as_array()) {
            if (!first) out += ',';
            first = false;
            write(out, item);
        }
        out += ']';
    } else if (value.is_object()) {
        out += '{';
        for (bool first = true; const auto* member : sorted(value.as_object())) {
            if (!first) out += ',';
            first = false;
            write_member(out, *member);
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

std::string CanonicalObject::rest() const {
    std::string out;
    out.reserve(text.size() - (to - from));
    out.append(text, 0, from).append(text, to);
    return out;
}

CanonicalObject canonical_object(const Json& object, std::string_view member) {
    CanonicalObject out;
    std::string& text = out.text;
    text += '{';
    bool found_first = false; // then its range takes the comma behind it, otherwise the one before it
    for (bool first = true; const auto* one : sorted(object.as_object())) {
        const bool found = one->first == member;
        if (found) out.from = text.size();
        if (!first) text += ',';
        if (found_first) out.to = text.size();
        write_member(text, *one);
        if (found) out.to = text.size();
        found_first = found && first;
        first = false;
    }
    text += '}';
    return out;
}

} // namespace livret
