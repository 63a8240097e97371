// generator/layers.txt is true: every #include of generator/ is one that it allows.
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct Layers {
    std::map<std::string, std::set<std::string>> rooms;     // room -> rooms it may include
    std::map<std::string, std::set<std::string>> libraries; // "<yaml.h" -> rooms that may include it
    std::vector<std::string> order;
};

Layers read_layers() {
    Layers out;
    std::ifstream file(LIVRET_SOURCE_DIR "/generator/layers.txt");
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        const std::size_t colon = line.find(':');
        const std::string name = line.substr(0, colon);
        std::istringstream rest(line.substr(colon + 1));
        std::set<std::string> allowed;
        for (std::string word; rest >> word;) allowed.insert(word);
        if (name[0] == '<') {
            out.libraries[name] = allowed;
        } else {
            out.rooms[name] = allowed;
            out.order.push_back(name);
        }
    }
    return out;
}

std::vector<std::string> breaches(const Layers& layers, const std::string& room, const std::string& text) {
    std::vector<std::string> out;
    for (const std::string_view line : livret::split_lines(text)) {
        if (!line.starts_with("#include ")) continue;
        const std::string target(line.substr(9));
        if (target[0] == '"') {
            const std::string included = target.substr(1, target.find('/') - 1);
            if (included != room && !layers.rooms.at(room).contains(included)) out.emplace_back(line);
        } else {
            for (const auto& [prefix, owners] : layers.libraries)
                if (target.starts_with(prefix) && !owners.contains(room)) out.emplace_back(line);
        }
    }
    return out;
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

} // namespace

TEST_CASE("every room includes only what layers.txt allows") {
    const Layers layers = read_layers();
    const fs::path root = LIVRET_SOURCE_DIR "/generator";
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const fs::path path = entry.path();
        if (path.extension() != ".cpp" && path.extension() != ".hpp") continue;
        const fs::path relative = path.lexically_relative(root);
        const std::string room = relative.has_parent_path() ? relative.begin()->string() : "main";
        CAPTURE(relative.string());
        REQUIRE(layers.rooms.contains(room));
        CHECK(breaches(layers, room, read_file(path)) == std::vector<std::string>{});
        ++files;
    }
    CHECK(files > 100);
}

TEST_CASE("no arrow of layers.txt points downwards, and every room is there") {
    const Layers layers = read_layers();
    for (const auto& [room, allowed] : layers.rooms)
        for (const std::string& one : allowed) {
            const std::string& above = room; // CAPTURE is a lambda, which in Clang 14 cannot see a binding
            CAPTURE(above);
            CAPTURE(one);
            CHECK(std::find(layers.order.begin(), layers.order.end(), one) <
                  std::find(layers.order.begin(), layers.order.end(), room));
        }
    for (const auto& entry : fs::directory_iterator(LIVRET_SOURCE_DIR "/generator"))
        if (entry.is_directory()) CHECK(layers.rooms.contains(entry.path().filename().string()));
}

TEST_CASE("a breach is seen") {
    const Layers layers = read_layers();
    CHECK(breaches(layers, "model", "#include \"disk/disk.hpp\"\n").size() == 1);
    CHECK(breaches(layers, "load", "#include <yaml.h>\n").size() == 1);
    CHECK(breaches(layers, "markup", "#include <yaml.h>\n#include \"markup/markdown.hpp\"\n").empty());
}
