#include "cli/completions.hpp"
#include "cli/new_files.hpp"
#include "cli/new_kinds.hpp"
#include "cli/options.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace livret;

namespace {

struct Read {
    Arguments arguments;
    std::optional<UsageError> wrong;
};

Read read(const std::vector<std::string>& words) {
    Read out;
    out.wrong = read_arguments(words, out.arguments);
    return out;
}

std::string wrong_in_english(const std::vector<std::string>& words) {
    const Read one = read(words);
    return one.wrong ? one.wrong->en : "";
}

} // namespace

TEST_CASE("options stand anywhere, with a space or an equals sign") {
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"new", "gfp", "math1", "--title", "Maths"},
                                               {"--title=Maths", "new", "gfp", "math1"},
                                               {"new", "--title", "Maths", "gfp", "math1"}}) {
        const Read one = read(words);
        REQUIRE(!one.wrong);
        CHECK(one.arguments.verb == "new");
        CHECK(one.arguments.rest == std::vector<std::string>{"gfp", "math1"});
        CHECK(one.arguments.value("--title") == "Maths");
    }
    CHECK(read({"build", "-o", "out"}).arguments.value("--output") == "out");
    CHECK(read({"new", "example", "--", "--strange"}).arguments.rest == std::vector<std::string>{"example", "--strange"});
}

TEST_CASE("a wrong command line says what is near and what goes where") {
    CHECK(wrong_in_english({"chek"}) == "unknown command “chek”; did you mean “check”?");
    CHECK(wrong_in_english({"check", "--formt", "text"}) == "unknown option “--formt”; did you mean “--format”?");
    CHECK(wrong_in_english({"check", "--format", "xml"}) == "--format is text|json|github, not “xml”");
    CHECK(wrong_in_english({"check", "--folder"}) == "--folder does not go with “livret check”");
    CHECK(wrong_in_english({"check", "--framework", "x"}) == "--framework does not go with “livret check”");
    CHECK(wrong_in_english({"new", "--folder=yes"}) == "--folder takes no value");
    CHECK(wrong_in_english({"new", "gfp", "--title"}) == "--title takes a value: TITLE");
    CHECK(wrong_in_english({"new", "--by", "a", "--by", "b"}) == "--by is given twice");
}

TEST_CASE("the verbs that an option names exist, and every text is there in both languages") {
    std::set<std::string, std::less<>> verbs;
    for (const Verb& one : all_verbs()) {
        CHECK(verbs.emplace(one.name).second);
        for (const std::string& word : words_of_verb(one)) CHECK(verbs.insert(fmt::format("{}/{}", one.name, word)).second);
        CHECK(!one.fr.empty());
        CHECK(!one.en.empty());
    }
    for (const Option& one : all_options()) {
        CAPTURE(one.name);
        CHECK(!one.fr.empty());
        CHECK(!one.en.empty());
        if (one.verbs.empty()) continue;
        REQUIRE(one.verbs.starts_with(' '));
        REQUIRE(one.verbs.ends_with(' '));
        std::string_view rest = one.verbs.substr(1);
        while (!rest.empty()) {
            const std::size_t space = rest.find(' ');
            CHECK(verbs.contains(rest.substr(0, space)));
            rest.remove_prefix(space + 1);
        }
    }
}

TEST_CASE("a kind of file has its English name, its French one, and the French one without accents") {
    for (const char* word : {"activity", "activité", "activite", "Activité"}) {
        REQUIRE(find_new_kind(word) != nullptr);
        CHECK(find_new_kind(word)->name == "activity");
    }
    CHECK(find_new_kind("activitie") == nullptr);
    const std::string help = new_kinds_text(Language::fr);
    for (const NewKind& one : new_kinds()) {
        CHECK(help.find(std::string("livret new ") + std::string(one.example_fr)) != std::string::npos);
        for (const std::string_view option : {"--title", "--name", "--by"}) // what is asked for is accepted
            if (one.arguments.find(option) != std::string_view::npos) CHECK(one.options.find(option) != std::string_view::npos);
    }
}

TEST_CASE("a file's name is short, cut between words, and accepted by every system") {
    CHECK(file_slug("Séance n° 3 : l’œuvre") == "seance-n-3-l-oeuvre");
    CHECK(file_slug("Index") == "index-1");
    CHECK(file_slug("CON") == "con-1");
    CHECK(file_slug("lpt1") == "lpt1-1");
    const std::string cut = file_slug("une très longue phrase qui raconte toute la séance du début à la fin");
    CHECK(cut == "une-tres-longue-phrase-qui-raconte-toute-la-seance-du-debut");
    CHECK(file_slug(std::string(200, 'a')).size() == 60);
}

TEST_CASE("files are written together or not at all") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("livret-" + random_hex(8));
    make_folders(folder.string());
    const auto disk = open_real_disk(folder.string());
    disk->write("b/here.md", "mine");
    const std::vector<NewFile> files{{"a/one.md", "1"}, {"b/here.md", "2"}};
    CHECK(taken_paths(*disk, files) == std::vector<std::string>{"b/here.md"});
    // A file where a folder has to be: the second write fails, the first is taken away with its folder.
    const std::vector<NewFile> failing{{"c/one.md", "1"}, {"b/here.md/two.md", "2"}};
    CHECK_THROWS_AS(write_together(*disk, failing), DiskError);
    CHECK(!disk->exists("c/one.md"));
    CHECK(!disk->exists("c"));
    CHECK(disk->read("b/here.md") == "mine");
    std::filesystem::remove_all(folder);
}

TEST_CASE("completions and the manual name every verb and every option") {
    const std::string bash = bash_completions(), zsh = zsh_completions(Language::en), fish = fish_completions(Language::en);
    std::string man = manual_page(Language::fr);
    CHECK(std::all_of(man.begin(), man.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    const std::string manual = replace_all(man, "\\-", "-");
    for (const Verb& one : all_verbs())
        for (const std::string* text : {&bash, &zsh, &fish, &manual}) CHECK(text->find(one.name) != std::string::npos);
    for (const Option& one : all_options()) {
        for (const std::string* text : {&bash, &zsh, &manual}) CHECK(text->find(one.name) != std::string::npos);
        CHECK(fish.find(std::string("-l ") + std::string(one.name.substr(2))) != std::string::npos);
    }
}

TEST_CASE("a verb with a closed set of first words wants one of them, and its options go with the word") {
    CHECK(wrong_in_english({"key"}) == "“livret key” wants a word: new, show, request, passphrase");
    CHECK(wrong_in_english({"key", "shwo"}) == "unknown command “key shwo”; did you mean “key show”?");
    CHECK(wrong_in_english({"key", "xyzzy"}) == "unknown command “key xyzzy”; after “key”: new, show, request, passphrase");
    CHECK(wrong_in_english({"key", "show", "--yes"}) == "--yes does not go with “livret key show”");
    CHECK(wrong_in_english({"key", "request", "--yes"}).empty());
}
