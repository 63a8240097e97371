// One name, one type. All rooms share the namespace livret: two types of one name there are undefined behaviour that no linker
// reports, and whose one constructor may serve both (seen: a picture's findings built as another room's).
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace fs = std::filesystem;

TEST_CASE("no two files define a type of one name outside unnamed namespaces") {
    const std::regex definition(R"(^(?:template <.*> ?)?(?:struct|class|enum class|union) (\w+)(?: final)?(?: : .*)? \{.*)");
    std::map<std::string, std::set<std::string>> files_of;
    for (const auto& entry : fs::recursive_directory_iterator(LIVRET_SOURCE_DIR "/generator")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
        std::ifstream file(entry.path());
        bool unnamed = false;
        for (std::string line; std::getline(file, line);) {
            if (line == "namespace {") unnamed = true;
            if (line == "} // namespace") unnamed = false;
            std::smatch found;
            if (!unnamed && std::regex_match(line, found, definition))
                files_of[found[1]].insert(entry.path().lexically_relative(LIVRET_SOURCE_DIR).string());
        }
    }
    CHECK(files_of.size() > 200);
    for (const auto& one : files_of) {
        CAPTURE(one.first);
        CAPTURE(*one.second.begin());
        CHECK(one.second.size() == 1);
    }
}
