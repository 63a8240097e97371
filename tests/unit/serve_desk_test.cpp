// The forms without a network: which deeds have a button, what a deed is told, and that every sentence is there.
#include "serve/write_desk.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace livret;
namespace fs = std::filesystem;

namespace {

// A copy of the tests' small repository, gone with this value.
struct Place {
    fs::path root = fs::temp_directory_path() / ("livret-desk-" + random_hex(6));
    BuildOptions options;
    Place() {
        fs::copy(LIVRET_SOURCE_DIR "/tests/cases/_base", root, fs::copy_options::recursive);
        options.root = root.string();
        options.share = LIVRET_SOURCE_DIR "/themes"; // program/write/*.json
    }
    ~Place() { fs::remove_all(root); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
};

std::string read_file(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
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
    std::set<std::string> known;
    const std::regex place("\\{[a-z]+\\}");
    for (const auto& one : french.all()) { // no structured binding: a check's lambda could not have it
        const std::string &key = one.first, &text = one.second;
        known.insert(key);
        CHECK_MESSAGE(english.has(key), key);
        const std::string other = english.say(key);
        for (std::sregex_iterator it(text.begin(), text.end(), place), end; it != end; ++it)
            CHECK_MESSAGE(other.find(it->str()) != std::string::npos, key);
    }
    CHECK(french.all().size() == english.all().size());
    // Those that the sources name in full.
    const std::regex named("(?:\\bw|say|plain|action)\\(\"?[^\"()]*\"([a-z][a-z.-]+)\"");
    for (const auto& file : fs::directory_iterator(LIVRET_SOURCE_DIR "/generator/serve")) {
        const std::string text = read_file(file.path());
        for (std::sregex_iterator it(text.begin(), text.end(), named), end; it != end; ++it) {
            const std::string key = (*it)[1].str();
            CHECK_MESSAGE(known.contains(key), file.path().filename().string() << ": " << key);
        }
    }
}
