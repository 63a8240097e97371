// The forms without a network: which deeds have a button, what a deed is told, and that every sentence is there.
#include "serve/write_desk.hpp"

#include "base/text.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

using namespace livret;
namespace fs = std::filesystem;

namespace {

// A copy of the tests' small repository, gone with this value.
struct Place {
    TemporaryFolder folder;
    const fs::path root = folder.path / "repository";
    BuildOptions options;
    Place() {
        fs::copy(LIVRET_SOURCE_DIR "/tests/cases/_base", root, fs::copy_options::recursive);
        options.root = root.string();
        options.share = LIVRET_SOURCE_DIR "/themes"; // program/write/*.json
    }
};

std::string read_file(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
}

std::set<std::string> places_of(const std::string& text) {
    static const std::regex place("\\{[a-z]+\\}");
    std::set<std::string> out;
    for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end; ++it) out.insert(it->str());
    return out;
}

// The string literals that a call gives as its own arguments, its '(' being at `at`: those of both branches of a condition, but
// not what is compared, what a place is filled with (in braces), or what another call is given.
std::vector<std::string> literals_of_call(const std::string& code, std::size_t at) {
    std::vector<std::string> out;
    std::vector<bool> another; // one for each bracket that is open
    char before = ' ';
    for (; at < code.size(); ++at) {
        const char sign = code[at];
        if (sign == '"') {
            std::string literal;
            for (++at; at < code.size() && code[at] != '"'; ++at) {
                if (code[at] == '\\') literal += code[at++];
                literal += code[at];
            }
            const bool own = std::find(another.begin(), another.end(), true) == another.end();
            if (own && before != '=') out.push_back(literal);
        } else if (sign == '(' || sign == '{') {
            const bool call = std::isalnum(static_cast<unsigned char>(before)) != 0 || before == '_';
            another.push_back(!another.empty() && (sign == '{' || call));
        } else if (sign == ')' || sign == '}') {
            another.pop_back();
            if (another.empty()) return out;
        }
        if (std::isspace(static_cast<unsigned char>(sign)) == 0) before = sign;
    }
    return out;
}

// The keys of sentences that this source names in full.
std::vector<std::string> keys_named_in(const std::string& code) {
    static const std::regex call("\\b(w|say|plain|action|list)\\("), key("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
    std::vector<std::string> out;
    for (std::sregex_iterator it(code.begin(), code.end(), call), end; it != end; ++it) {
        const std::string name = (*it)[1].str();
        bool first = true;
        for (const std::string& literal : literals_of_call(code, static_cast<std::size_t>(it->position() + it->length() - 1))) {
            if (!std::regex_match(literal, key)) continue;
            out.push_back(name == "list" && first ? "home." + literal : literal);
            if (name == "plain") out.push_back(literal + ".title");
            first = false;
        }
    }
    return out;
}

} // namespace

TEST_CASE("a deed has a button only if somebody does it, and is told who, what and which text stays") {
    const Place place;
    Workshop workshop(place.options, [] { return midday(*parse_date("2005-04-11")); });
    const PersonKey durand{GfpId{"math1"}, TraineeId{"durand"}, {}};
    WriteDesk without(workshop, {"/token", "/site/", durand, {}});
    HttpRequest home{"GET", "127.0.0.1", "/token/", {}, {}, {}, false};
    CHECK(without.answer(home, "/").status == 200);
    CHECK(without.answer(home, "/").body.find("/deposit") == std::string::npos);
    HttpRequest post{"POST", "127.0.0.1", "/token/deposit", {}, {{"choice.a.md", "both"}, {"choice.b.md", "nonsense"}},
                     {},     false};
    CHECK(without.answer(post, "/deposit").status == 404);

    DeedRequest seen;
    Deeds deeds;
    deeds.deposit = [&](const DeedRequest& asked) {
        seen = asked;
        return DeedResult{false,
                          {"Deux textes :", "  a<b.md"},
                          {{"c.md", "mine <1>", "theirs", "Paul", true, true}, {"trust/d.json", "", "", "", false, false}}};
    };
    WriteDesk desk(workshop, {"/token", "/site/", durand, deeds});
    CHECK(desk.answer(home, "/").body.find("action=\"/token/deposit\"") != std::string::npos);
    const std::string page = desk.answer(post, "/deposit").body;
    CHECK(seen.root == place.options.root);
    CHECK(seen.person == durand);
    CHECK(seen.choices == std::map<std::string, std::string>{{"a.md", "both"}});
    CHECK(page.find("<li>a&lt;b.md</li>") != std::string::npos);
    CHECK(page.find("mine &lt;1&gt;") != std::string::npos);
    CHECK(page.find("name=\"choice.c.md\" value=\"mine\"") != std::string::npos);
    CHECK(page.find("name=\"choice.trust/d.json\" value=\"mine\"") == std::string::npos);
    CHECK(page.find("name=\"choice.trust/d.json\" value=\"theirs\"") != std::string::npos);
}

TEST_CASE("every sentence of the forms is there in both languages, with the same places to fill") {
    const FormWords french(LIVRET_SOURCE_DIR "/themes", Language::fr), english(LIVRET_SOURCE_DIR "/themes", Language::en);
    for (const auto& one : french.all()) { // no structured binding: a check's lambda could not have it
        CHECK_MESSAGE(english.has(one.first), one.first);
        CHECK_MESSAGE(places_of(one.second) == places_of(english.say(one.first)), one.first);
    }
    CHECK(french.all().size() == english.all().size());
}

TEST_CASE("every sentence that the sources of the forms name is there") {
    CHECK(keys_named_in("w(a == \"b\" ? \"c.d\" : (e(\"f\") ? \"g\" : \"h\"), {{\"i\", say(\"j-k\")}}); action(\"/l\", \"m\");"
                        "list(\"n\", o, \"home.p\"); plain(1, \"q\"); now(\"r\"); w(s(\"t.{}\"))") ==
          std::vector<std::string>{"c.d", "g", "h", "j-k", "m", "home.n", "home.p", "q", "q.title"});
    const FormWords forms(LIVRET_SOURCE_DIR "/themes", Language::fr), live(LIVRET_SOURCE_DIR "/themes", Language::fr, "live");
    int seen = 0;
    for (const auto& file : fs::recursive_directory_iterator(LIVRET_SOURCE_DIR "/generator/serve"))
        if (file.is_regular_file())
            for (const std::string& key : keys_named_in(read_file(file.path()))) {
                ++seen;
                const std::string name = file.path().filename().string();
                CHECK_MESSAGE((name.starts_with("live_") ? live : forms).has(key), name << ": " << key);
            }
    CHECK(seen > 80);
}
