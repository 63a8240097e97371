#include "markup/front_matter.hpp"
#include "markup/yaml_traps.hpp"
#include "support/reported.hpp"

#include <doctest/doctest.h>

using namespace livret;
using tests::reported;
using Lines = std::vector<std::string>;

namespace {

struct Read {
    Sink sink;
    FrontMatter front;
    explicit Read(const std::string& text) {
        const Reporter reporter(SourcePath{"a.md"}, text, sink);
        front = split_front_matter(reporter);
    }
    const YamlNode& value(std::string_view key) const {
        for (const YamlEntry& entry : front.data->entries)
            if (entry.key.text == key) return entry.value;
        FAIL("no key");
        return front.data->entries[0].value;
    }
};

} // namespace

TEST_CASE("blank lines above the first field do not move what is said of it") {
    const Read read("---\n\n\ntitle: &x Été\n---\ntexte\n");
    CHECK(reported(read.sink).at(0).starts_with("4:8 "));
}

TEST_CASE("values keep their places, counted from the top of the file in characters") {
    const Read read("---\ntitle: Été à l’école\ncompetences:\n  - B.2.1: « mots »\n  - A.1\n---\ntexte\n");
    CHECK(reported(read.sink) == Lines{});
    CHECK(read.front.body_offset ==
          79 - 79 + std::string("---\ntitle: Été à l’école\ncompetences:\n  - B.2.1: « mots »\n  - A.1\n---\n").size());
    CHECK(read.value("title").text == "Été à l’école");
    CHECK(read.value("title").at.begin == Position{2, 8});
    CHECK(read.value("title").at.length == 13);
    const YamlNode& list = read.value("competences");
    CHECK(list.items[0].entries[0].key.at.begin == Position{4, 5});
    CHECK(list.items[0].entries[0].value.at.begin == Position{4, 12});
    CHECK(list.items[1].at.begin == Position{5, 5});
}

TEST_CASE("a colon in an unquoted value is explained, and the value is read as it was meant") {
    const Read read("---\ntitle: Les suites : une approche\ndate: 2004-11-18\n---\n");
    CHECK(reported(read.sink) == Lines{"2:19 yaml-colon [\"Les suites : une approche\"]"});
    CHECK(read.value("title").text == "Les suites : une approche");
    CHECK(read.value("date").at.begin == Position{3, 7});
    const Fix& fix = read.sink.items()[0].fixes.at(0);
    CHECK(fix == Fix{11, 25, "\"Les suites : une approche\""});
}

TEST_CASE("a sharp sign that would silently cut a value is an error; a comment is not") {
    const Read read("---\ntitle: Séance #2\nkind: module-tice   # from the list\nlevel: 3 # 2\n---\n");
    CHECK(reported(read.sink) == Lines{"2:15 yaml-comment [#2|\"Séance #2\"]", "4:10 yaml-comment [# 2|\"3 # 2\"]"});
    CHECK(read.value("title").text == "Séance #2");
    CHECK(read.value("kind").text == "module-tice");
}

TEST_CASE("both traps in one file are both reported, each once") {
    const Read read("---\na: x : y\nb: c #4\nlist:\n  - A.1: mots : suite\n---\n");
    CHECK(reported(read.sink) ==
          Lines{"2:6 yaml-colon [\"x : y\"]", "3:6 yaml-comment [#4|\"c #4\"]", "5:15 yaml-colon [\"mots : suite\"]"});
}

TEST_CASE("quotes inside a mended value are escaped") {
    CHECK(find_colon_trap("t: il dit \"non\" : pourquoi")->quoted == R"("il dit \"non\" : pourquoi")");
    CHECK_FALSE(find_colon_trap("t: \"il dit : non\""));
    CHECK_FALSE(find_colon_trap("levels: {A.1: 2}"));
    CHECK(find_colon_trap("t: a : b # note")->quoted == "\"a : b\"");
    CHECK(find_colon_trap("t: Séance : tableur #2")->quoted == "\"Séance : tableur #2\"");
    CHECK_FALSE(find_colon_trap("t: Séance #2 : tableur")); // the other trap
    CHECK(find_comment_trap("t: Séance #2 : tableur")->quoted == "\"Séance #2 : tableur\"");
}

TEST_CASE("what YAML can do and people do not expect is refused") {
    const Read read("---\na: &x 1\nb: *x\nc: !!int 3\n---\n");
    CHECK(reported(read.sink) == Lines{"2:4 yaml-feature [&x]", "3:4 yaml-feature [*x]", "4:4 yaml-feature [!!int]"});
    const Read merged("---\n? [a]\n: b\n---\n");
    CHECK(reported(merged.sink) == Lines{"2:3 yaml-feature [?]"});
}

TEST_CASE("a key written twice is an error that names the first line, at any depth") {
    const Read read("---\na: 1\nb: {x: 1, x: 2}\na: 3\n---\n");
    CHECK(reported(read.sink) == Lines{"3:11 duplicate-key [x|3]", "4:1 duplicate-key [a|2]"});
    CHECK(read.value("a").text == "1");
}

TEST_CASE("faults are named at their line in words") {
    CHECK(reported(Read("---\na: [1, 2\nb: 3\n---\n").sink)[0].starts_with("2:4 "));
    CHECK(reported(Read("---\na: 'l'école'\n---\n").sink)[0].starts_with("2:7 yaml-syntax [cette ligne n’est pas un champ"));
    CHECK(reported(Read("---\na: 1\n\tb: 2\n---\n").sink)[0].find("tabulation") != std::string::npos);
    CHECK(reported(Read("---\na: \"ouvert\nb: 2\n---\n").sink)[0].find("guillemet") != std::string::npos);
}

TEST_CASE("values nested too deeply stop the reading, once") {
    std::string text = "---\na: ";
    for (int i = 0; i < 200; ++i) text += '[';
    const Read read(text + "\n---\n");
    CHECK(reported(read.sink) == Lines{"2:34 nested-too-deeply [33|32]"});
    CHECK_FALSE(read.front.data);
}

TEST_CASE("a header must open on the first line and be closed") {
    CHECK(reported(Read("titre\n").sink) == Lines{"1:1 missing-front-matter"});
    CHECK(reported(Read("---\na: 1\n").sink) == Lines{"1:1 unclosed-front-matter"});
    CHECK(Read("\xEF\xBB\xBF---\r\na: 1\r\n---\r\ntexte").value("a").text == "1");
    const Read empty("---\n---\n");
    CHECK(empty.front.data->kind == YamlNode::Kind::null);
}

TEST_CASE("signs that only YAML takes for line ends are spaces, and places stay where editors show them") {
    Sink sink;
    const std::string yaml = "title: Une\u2028ligne\ndate: &x 2004-11-18\n";
    const Reporter reporter(SourcePath{"a.md"}, yaml, sink);
    const auto tree = parse_yaml(reporter, yaml, 0);
    REQUIRE(sink.items().size() >= 1);
    CHECK(sink.items()[0].at.begin.line == 2);
    REQUIRE(tree);
    CHECK(tree->entries.at(0).value.text == "Une ligne");
}
