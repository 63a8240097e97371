// The lines beside signed trees: rosters, leaves, and one line with its path.
#include "base/hash.hpp"
#include "support/trust_samples.hpp"
#include "trust/canonical_json.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::tests;

namespace {

TreeHead tree_of(std::string_view text) {
    const auto lines = read_lines(text);
    return lines ? TreeHead{static_cast<std::int64_t>(lines->entries.size()), merkle_root(lines->entries)} : TreeHead{};
}
Json json(std::string_view text) {
    return std::get<Json>(parse_json(text));
}
std::string lines(const std::vector<std::string>& texts) {
    std::vector<Json> values;
    for (const auto& one : texts) values.push_back(json(one));
    return write_lines(values).text;
}
std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

} // namespace

TEST_CASE("lines have one spelling and one order") {
    const LineFile file = write_leaves(sample_leaves());
    const TreeHead tree = file.head();
    CHECK(tree.size == 2);
    CHECK(read_leaves(file.text, tree) == sample_leaves());
    CHECK(read_leaves("", write_lines({}).head()) == Leaves{});
    CHECK_FALSE(read_lines(file.text + "\n"));
    CHECK_FALSE(read_lines(file.text.substr(0, file.text.size() - 1)));
    const auto half = file.text.find('\n') + 1;
    CHECK_FALSE(read_lines(file.text.substr(half) + file.text.substr(0, half)));
    CHECK_FALSE(read_lines(file.text + file.text));
    CHECK_FALSE(read_lines(replaced(file.text, ":[", ": [")));
    CHECK_FALSE(read_lines(replaced(file.text, "\n", "\r\n")));
    CHECK_FALSE(read_leaves(file.text, {1, tree.root}));
    CHECK_FALSE(read_leaves(file.text, {2, std::string(64, '0')}));
}

TEST_CASE("a line that is larger than may be is refused") {
    const auto of_size = [](std::size_t size) { return "\"" + std::string(size - 2, 'a') + "\"\n"; };
    CHECK(read_lines(of_size(largest_line)));
    CHECK_FALSE(read_lines(of_size(largest_line + 1)));
}

TEST_CASE("leaves have nothing that their form does not say") {
    const std::string good = R"({"attestations":[{"digest":")" + std::string(64, 'a') + R"(","since":1}],"trainee":"7b3e91c4"})";
    const auto reads = [](const std::vector<std::string>& texts) {
        const std::string text = lines(texts);
        return read_leaves(text, tree_of(text)).has_value();
    };
    CHECK(reads({good}));
    for (const auto& [what, by] : {std::pair(R"("since":1)", R"("since":-1)"),
                                   {R"("since":1)", R"("since":"1")"},
                                   {R"("since":1)", R"("since":1,"x":1)"},
                                   {R"(,"since":1)", ""},
                                   {"7b3e91c4", "T"},
                                   {R"("trainee")", R"("y":1,"trainee")"},
                                   {"aaaa", "AAAA"}})
        CHECK_FALSE(reads({replaced(good, what, by)}));
    CHECK_FALSE(reads({R"({"attestations":[],"trainee":"7b3e91c4"})"}));
    CHECK_FALSE(reads({good, replaced(good, R"("since":1)", R"("since":2)")})); // one trainee twice
    CHECK_FALSE(reads({R"([1])"}));
}

TEST_CASE("since says when a list names something for the first time, without a gap") {
    const Leaves before{{"a", {{"d1", 1}, {"d2", 2}}}};
    CHECK(says_since_rightly({{"a", {{"d1", 1}, {"d2", 2}, {"d3", 3}}}, {"b", {{"d1", 3}}}}, before, 3));
    CHECK_FALSE(says_since_rightly({{"a", {{"d1", 2}, {"d2", 2}}}}, before, 3));
    CHECK_FALSE(says_since_rightly({{"a", {{"d1", 1}, {"d2", 2}, {"d3", 2}}}}, before, 3));
    CHECK_FALSE(says_since_rightly({{"b", {{"d1", 1}}}}, before, 3)); // of another trainee
    CHECK(says_since_rightly({{"a", {{"d1", 4}}}}, {}, 4));           // it was gone
}

TEST_CASE("a roster is read as it was written, and names nobody twice") {
    const Roster roster = sample_roster();
    const LineFile file = write_roster(roster);
    CHECK(file.head().size == 3);
    CHECK(read_roster(file.text, file.head()) == roster);
    CHECK_FALSE(read_roster(file.text, {3, std::string(64, '0')}));
    CHECK(roster.line("7b3e91c4")->folder == "math1/durand");
    CHECK(roster.line("00e4f2aa") == nullptr);
    CHECK(roster.is_erased("00e4f2aa"));
    const auto reads = [](const Roster& one) {
        return read_roster(write_roster(one).text, write_roster(one).head()).has_value();
    };
    Roster twice = roster;
    twice.lines.push_back(roster.lines[0]);
    twice.lines.back().blind = std::string(32, 'f');
    CHECK_FALSE(reads(twice));
    Roster both = roster;
    both.erased.push_back({"7b3e91c4", roster.erased[0].date, std::string(32, 'f')});
    CHECK_FALSE(reads(both));
    Roster gone_twice = roster;
    gone_twice.erased.push_back({"00e4f2aa", roster.erased[0].date, std::string(32, 'f')});
    CHECK_FALSE(reads(gone_twice));
    for (const char* blind : {"", "0", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdef0"}) {
        Roster odd = roster;
        odd.lines[0].blind = blind;
        CHECK_FALSE(reads(odd));
    }
    Roster odd = roster;
    odd.lines[0].folder = "durand";
    CHECK_FALSE(reads(odd));
}

TEST_CASE("a line of a roster is blinded anew when it changes, and not otherwise") {
    const Roster before = sample_roster();
    Roster next = before;
    next.lines[0].folder = "math1/durand-petit";
    next.erased.push_back({"aaaaaaaa", next.erased[0].date, ""});
    Roster random = next;
    blind_what_changed(next, before, true);
    CHECK(next.lines[0].blind != before.lines[0].blind);
    CHECK(next.lines[1] == before.lines[1]);
    CHECK(next.erased[0] == before.erased[0]);
    CHECK(next.erased[1].blind.size() == 32);
    Roster again = random;
    blind_what_changed(again, before, true);
    CHECK(again == next); // an example is made with the same bytes
    blind_what_changed(random, before, false);
    Roster other = next;
    blind_what_changed(other, before, false);
    CHECK(random.lines[0].blind != next.lines[0].blind);
    CHECK(random.lines[0].blind != other.lines[0].blind);
}

TEST_CASE("one line alone proves that it is in the tree, and no other line does") {
    const Roster roster = sample_roster();
    const TreeHead tree = write_roster(roster).head();
    for (const RosterLine& one : roster.lines) {
        const std::string file = write_registry_leaf(roster, one.id);
        const auto read = read_registry_leaf(file, tree);
        REQUIRE(read);
        CHECK(read->lines == std::vector{one});
        for (const RosterLine& other : roster.lines)
            if (other.id != one.id) {
                CHECK(file.find(other.id) == std::string::npos);
                CHECK(file.find(other.commitment) == std::string::npos);
            }
        CHECK_FALSE(read_registry_leaf(file, {tree.size, std::string(64, '0')}));
        CHECK_FALSE(read_registry_leaf(file, {tree.size + 2, tree.root}));
        CHECK_FALSE(read_registry_leaf(file.substr(0, file.size() - 1), tree));
        CHECK_FALSE(read_registry_leaf(file + "\n", tree));
        CHECK_FALSE(read_registry_leaf(" " + file, tree));
        CHECK_FALSE(read_registry_leaf(replaced(file, one.folder, "math1/x"), tree));
    }
    CHECK(read_registry_leaf(write_registry_leaf(roster, "00e4f2aa"), tree)->is_erased("00e4f2aa"));
    CHECK(write_registry_leaf(roster, "ffffffff").empty());
    const std::string file = write_registry_leaf(roster, "7b3e91c4");
    const Json leaf = json(file.substr(0, file.size() - 1));
    const auto with = [&](const char* name, Json value) {
        Json changed = Json::object();
        for (const auto& [member, old] : leaf.as_object())
            if (member != name) changed.set(member, old);
        changed.set(name, std::move(value));
        return read_registry_leaf(canonical_json(changed) + "\n", tree).has_value();
    };
    CHECK(with("index", leaf.find("index")->as_integer()));
    CHECK_FALSE(with("index", (leaf.find("index")->as_integer() + 1) % 3));
    CHECK_FALSE(with("index", 3));
    CHECK_FALSE(with("index", -1));
    CHECK_FALSE(with("index", "0"));
    CHECK_FALSE(with("path", Json::array()));
    CHECK_FALSE(with("more", 1));
    CHECK_FALSE(with("line", Json::object()));
}
