// What readers of signed files say in English has French words: the sources themselves are asked what they say.
#include "trust/fault_words.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

using namespace livret;

namespace {

std::set<std::string> said_in_sources() {
    const std::regex said(R"re((?:say\(.*, |fail\(|Malformed\{.*, |is_\w+, )"((?:[^"\\]|\\.)*)"(?:\)|, crlf|\}))re");
    std::set<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(LIVRET_SOURCE_DIR "/generator/trust")) {
        if (entry.path().extension() != ".cpp") continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);)
            for (std::sregex_iterator it(line.begin(), line.end(), said), end; it != end; ++it)
                out.insert(std::regex_replace((*it)[1].str(), std::regex(R"(\\(.))"), "$1"));
    }
    return out;
}

} // namespace

TEST_SUITE("trust: faults in words") {
    TEST_CASE("every fault that the sources name has French words") {
        const auto said = said_in_sources();
        CHECK(said.size() > 40);
        for (const std::string& one : said) {
            CAPTURE(one);
            CHECK(fault_in(one, Language::fr) != one);
            CHECK(fault_in(one, Language::en) == one);
        }
    }

    TEST_CASE("the place stays before the words") {
        CHECK(fault_in("credentialSubject.since: not a date", Language::fr) ==
              "credentialSubject.since\u00A0: ce n’est pas une date");
        CHECK(fault_in("credentialSubject.since: not a date", Language::en) == "credentialSubject.since: not a date");
    }

    TEST_CASE("a parser's own words stay as they are") {
        CHECK(fault_in("parse error at line 1", Language::fr) == "parse error at line 1");
    }
}
