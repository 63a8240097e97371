// The program's reader of frameworks and schema/framework.xsd give the same verdicts (tests/frameworks/xsd.sh is the
// other half), but for what a schema cannot say: stricter/.
#include "load/framework_reader.hpp"
#include "support/reported.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;
using namespace livret;

namespace {

std::vector<std::string> verdict(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    const std::string text = bytes.str();
    Sink sink;
    const auto framework = read_framework(SourcePath{"frameworks/" + path.filename().string()}, text, sink);
    CHECK(framework.has_value() == (sink.errors() == 0));
    return tests::reported(sink);
}

std::vector<fs::path> files_of(const std::string& folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(std::string(LIVRET_SOURCE_DIR) + folder))
        if (entry.path().extension() == ".xml") out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    REQUIRE(!out.empty());
    return out;
}

} // namespace

TEST_CASE("good frameworks are read without a word, those that ship too") {
    for (const char* folder : {"/tests/frameworks/valid", "/content/frameworks"})
        for (const fs::path& path : files_of(folder)) {
            CAPTURE(path.filename().string());
            CHECK(verdict(path) == std::vector<std::string>{});
        }
}

TEST_CASE("every fault of a framework is an error with a place") {
    for (const char* folder : {"/tests/frameworks/invalid", "/tests/frameworks/stricter"})
        for (const fs::path& path : files_of(folder)) {
            CAPTURE(path.filename().string());
            const auto found = verdict(path);
            REQUIRE(!found.empty());
            for (const std::string& one : found) CHECK(one.substr(0, 2) != "0:");
        }
}

TEST_CASE("the rules that ship are the official ones") {
    const auto read = [](const std::string& id) {
        std::ifstream file(std::string(LIVRET_SOURCE_DIR) + "/content/frameworks/" + id + ".xml", std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        Sink sink;
        return *read_framework(SourcePath{"frameworks/" + id + ".xml"}, bytes.str(), sink);
    };
    CHECK(read("c2i2e-2004").rules.empty());
    const Framework second = read("c2i2e-2005");
    REQUIRE(second.rules.size() == 1);
    REQUIRE(second.rules[0].conditions.size() == 2);
    CHECK(std::get<AllOf>(second.rules[0].conditions[0]).codes.size() == 18);
    CHECK(std::get<AtLeast>(second.rules[0].conditions[1]).count == 5);
    CHECK(std::get<AtLeast>(second.rules[0].conditions[1]).codes.size() == 9);
    const Framework third = read("c2i2e-2011");
    CHECK(third.competences.size() == 28);
    REQUIRE(third.rules.size() == 1);
    REQUIRE(third.rules[0].conditions.size() == 3);
    CHECK(std::get<AtLeast>(third.rules[0].conditions[0]).count == 23);
    CHECK(std::get<AtMostMissing>(third.rules[0].conditions[1]).count == 2);
    CHECK(std::get<InSituation>(third.rules[0].conditions[2]).kind == "classroom");
}
