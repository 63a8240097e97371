// Signed files are read by a reader of their own: it must accept just the texts that JSON values in canonical form have.
#include "property.hpp"
#include "trust/canonical_json.hpp"
#include "trust/canonical_reader.hpp"

#include <algorithm>

namespace livret::tests {

namespace {

constexpr std::size_t deepest = 5;

std::string mostly(const std::string& good, const std::vector<std::string>& others) {
    return tests::mostly(64, good, others);
}

std::string string_text() {
    std::string out = mostly("\"", {"", "'"});
    for (int i = number_below(4); i > 0; --i)
        out += mostly(one_of({"a", "b", "é", "\U0001F600", "\uFB33", "\u2028", "\x7F", "\\\"", "\\\\", "\\n", "\\t", "\\b", "\\f",
                              "\\r", "\\u0000", "\\u001f", "\\u000b"}),
                      {"\\/",     "\\u0041",        "\\u001F",      "\\u000a", "\\u0008", "\\u00e9",
                       "\\u2028", "\\ud83d\\ude00", "\\ud800",      "\\x",     "\\u",     "\\u00",
                       "\\u0g1f", "\\U0000",        "\\",           "\n",      "\t",      std::string(1, '\0'),
                       "\xFF",    "\xC0\x80",       "\xED\xA0\x80", "\xC3"});
    return out + mostly("\"", {"", "\"\"", "\\\""});
}

std::string value_text(std::size_t depth);

std::string list_text(std::size_t depth) {
    std::string out;
    for (int i = 0, count = number_below(3); i < count; ++i)
        out += (i > 0 ? mostly(",", {"", ",,", ", "}) : "") + value_text(depth);
    return mostly("[", {"[ ", "[,", "[["}) + out + mostly("]", {"", ",]", "]]", "}"});
}

std::string object_text(std::size_t depth) {
    // In the order of UTF-16, which is not that of bytes.
    const std::vector<std::string> names{R"("")",  R"("\u0001")",    R"("0")",          R"("a")",    R"("aa")",
                                         R"("é")", "\"\U0001F600\"", "\"\U0001F600a\"", "\"\uFB33\""};
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (number_below(4) == 0) {
            if (!out.empty()) out += mostly(",", {"", ",,", " ,"});
            out += mostly(names[i], {names[0], names[8], names[number_below(2) > 0 ? i : 3], string_text(), "a"}) +
                   mostly(":", {"", ": ", "::"}) + value_text(depth);
        }
    return mostly("{", {"{ ", "{,", "{{"}) + out + mostly("}", {"", ",}", "}}", "]"});
}

std::string value_text(std::size_t depth) {
    if (depth > 0 && number_below(2) == 0) return number_below(2) == 0 ? list_text(depth - 1) : object_text(depth - 1);
    switch (number_below(3)) {
    case 0:
        return string_text();
    case 1:
        return mostly(one_of({"0", "1", "-1", "10", "9007199254740991", "-9007199254740991"}), {"-0",
                                                                                                "00",
                                                                                                "01",
                                                                                                "-",
                                                                                                "+1",
                                                                                                "--1",
                                                                                                "-01",
                                                                                                "1.0",
                                                                                                "1e0",
                                                                                                "0.5",
                                                                                                "1.",
                                                                                                ".5",
                                                                                                "9007199254740992",
                                                                                                "-9007199254740992",
                                                                                                "9223372036854775808",
                                                                                                "99999999999999999999",
                                                                                                "1e400",
                                                                                                "0x1",
                                                                                                "NaN",
                                                                                                ""});
    default:
        return mostly(one_of({"true", "false", "null"}), {"True", "nul", "undefined", "truefalse", "", "/**/null"});
    }
}

// Rule 2 of schema/trust.md §1, and the depth of rule 5.
bool is_plain(const Json& value, std::size_t depth = 1) {
    if (value.is_real()) return false;
    if (value.is_integer()) return std::abs(value.as_integer()) < std::int64_t{1} << 53;
    if ((value.is_array() || value.is_object()) && depth > deepest) return false;
    const auto plain_below = [&](const Json& one) { return is_plain(one, depth + 1); };
    if (value.is_array()) return std::all_of(value.as_array().begin(), value.as_array().end(), plain_below);
    if (!value.is_object()) return true;
    return std::all_of(value.as_object().begin(), value.as_object().end(),
                       [&](const auto& member) { return plain_below(member.second); });
}

bool canonical_texts_are_read_as_json_says(const char* name) {
    return rc::check(name, [] {
        int good = 0;
        for (int times = 0; times < 40; ++times) {
            const std::string text =
                mostly("", {" ", "\xEF\xBB\xBF", "//\n"}) + value_text(deepest + 1) + mostly("", {" ", "\n", "1"});
            const auto parsed = parse_json(text);
            const Json* value = std::get_if<Json>(&parsed);
            const bool is_canonical = value && is_plain(*value) && canonical_json(*value) == text;
            const auto read = read_canonical_value(text, deepest);
            RC_LOG() << text << "\n";
            RC_ASSERT(read.has_value() == is_canonical);
            if (!read) continue;
            ++good;
            RC_ASSERT(read->value.dump() == value->dump());
            RC_ASSERT(read->members.size() == (value->is_object() ? value->as_object().size() : 0));
            if (!value->is_object()) continue;
            RC_ASSERT(read->text_without(text, "none") == text);
            RC_ASSERT(read->text_of(text, "none").empty());
            for (const auto& [member, own] : value->as_object()) {
                RC_ASSERT(read->text_without(text, member) == canonical_object(*value, member).rest());
                RC_ASSERT(read->text_of(text, member) == canonical_json(own));
            }
        }
        RC_CLASSIFY(good > 10 && good < 36, "both good and bad ones");
    });
}

} // namespace

std::vector<Property> canonical_properties() {
    return {{"a signed file's bytes are read as JSON says", canonical_texts_are_read_as_json_says}};
}

} // namespace livret::tests
