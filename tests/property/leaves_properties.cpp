// What a checkpoint lists is read by a reader of its own: it must accept just what a JSON value in canonical form says.
#include "base/hash.hpp"
#include "property.hpp"
#include "trust/field_reader.hpp"
#include "trust/leaves.hpp"

#include <algorithm>

namespace livret::tests {

namespace {

// The same by way of JSON values.
std::optional<Leaves> read_by_values(std::string_view text, const TreeHead& tree) {
    const auto lines = read_lines(text);
    if (!lines || !lines->fit(tree)) return std::nullopt;
    Leaves out;
    for (const Json& line : lines->values) {
        ReadFault fault;
        FieldReader fields(&line, "line", fault);
        const std::string trainee = fields.id("trainee");
        std::vector<Listed> listed;
        fields.list("attestations", [&](const Json& item, const std::string& where) {
            FieldReader one(&item, where, fault);
            listed.push_back({one.digest("digest"), one.integer("since")});
            one.end();
        });
        fields.end();
        const auto before = [](const Listed& a, const Listed& b) { return !(a.digest < b.digest); };
        const bool is_ordered = std::adjacent_find(listed.begin(), listed.end(), before) == listed.end();
        const bool is_small =
            std::all_of(listed.begin(), listed.end(), [](const Listed& one) { return one.since < std::int64_t{1} << 53; });
        if (fault.found() || listed.empty() || !is_ordered || !is_small) return std::nullopt;
        if (!out.emplace(trainee, std::move(listed)).second) return std::nullopt;
    }
    return out;
}

std::string mostly(const std::string& good, const std::vector<std::string>& others) {
    return tests::mostly(16, good, others);
}

std::string item_text(char digit) {
    const std::string digest(64, digit);
    const std::string since = std::to_string(*rc::gen::element<std::int64_t>(0, 1, 10, 9007199254740991));
    return mostly(R"({"digest":")", {R"({ "digest":")", "{", R"({"Digest":")"}) +
           mostly(digest, {digest.substr(1), digest + "0", std::string(64, 'A'), std::string(64, 'g'), ""}) +
           mostly(R"(","since":)", {R"(", "since":)", R"(","x":1,"since":)", R"(","until":)", ""}) +
           mostly(since, {"", "01", "00", "-0", "-1", "+1", "1.0", "1e0", "\"1\"", " 1", "1 ", "null", "9007199254740992",
                          "99999999999999999999"}) +
           mostly("}", {"", "}}", R"(,"x":1})", " }"});
}

std::string line_text() {
    std::string out = mostly(R"({"attestations":[)", {R"({"attestations": [)", R"({"a":1,"attestations":[)", "[", ""});
    const std::string digits = *rc::gen::element<std::string>("0", "9a", "a", "09af", "0af", "a0", "aa", "");
    for (std::size_t i = 0; i < digits.size(); ++i) out += (i > 0 ? mostly(",", {"", ",,", ", "}) : "") + item_text(digits[i]);
    return out + mostly(R"(],"trainee":")", {R"(],"x":1,"trainee":")", R"(, ],"trainee":")", R"("trainee":")"}) +
           mostly(*rc::gen::element<std::string>("7b3e91c4", "a", "a-b", "z9"),
                  {"", "A", "-a", "a-", "é", "a_b", std::string(65, 'a'), R"(\u0061)", R"(a","b":"c)", "a\tb"}) +
           mostly(R"("})", {"}", R"("})" + std::string("}"), R"(","y":1})", R"(" })", ""});
}

// Lines in the tree's order, so that only what is in them can be wrong.
std::pair<std::string, TreeHead> as_file(const std::vector<std::string>& lines) {
    std::vector<std::pair<std::string, std::string>> sorted;
    for (const std::string& line : lines) sorted.emplace_back(sha256(line), line);
    std::sort(sorted.begin(), sorted.end());
    std::string text;
    std::vector<std::string> entries;
    for (const auto& [entry, line] : sorted) {
        text += line + "\n";
        entries.push_back(entry);
    }
    return {text, {static_cast<std::int64_t>(entries.size()), merkle_root(entries)}};
}

bool leaves_are_read_as_json_says(const char* name) {
    return rc::check(name, [] {
        int good = 0;
        for (int times = 0; times < 20; ++times) {
            std::vector<std::string> lines;
            for (int i = number_below(3); i > 0; --i) lines.push_back(line_text());
            const auto [text, tree] = as_file(lines);
            const auto read = read_leaves(text, tree);
            RC_ASSERT(read == read_by_values(text, tree));
            good += read.has_value() ? 1 : 0;
        }
        RC_CLASSIFY(good > 5 && good < 18, "both good and bad ones");
    });
}

} // namespace

std::vector<Property> leaves_properties() {
    return {{"a checkpoint's list is read as its JSON says", leaves_are_read_as_json_says}};
}

} // namespace livret::tests
