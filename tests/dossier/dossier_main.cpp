// What the suite of tests/dossier asks the program about containers and bags.
//   dossier_program read PATH...          a line each: state or refusal, as JSON
//   dossier_program write TARGET          entries from standard input, a line each: NAME SIZE SEED, as a plain canonical zip
//   dossier_program bag TARGET FOLDER TOP every file of FOLDER as a bag; data/ is the payload
#include "archive/bag.hpp"
#include "archive/bag_check.hpp"
#include "base/json.hpp"
#include "disk/disk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>

using namespace livret;
namespace fs = std::filesystem;

namespace {

Json refusal_json(const DossierFault& refusal) {
    Json out = Json::object();
    out.set("code", refusal.code);
    out.set("name", refusal.name);
    out.set("other", refusal.other);
    return out;
}

// {state, top, files: [[path, size]], ignored, bag: {info, digest of all digests}} or what refused it.
Json read_one(const std::string& path) {
    const auto opened = open_container(path);
    if (const auto* refusal = std::get_if<DossierFault>(&opened)) return refusal_json(*refusal);
    const auto& container = std::get<Container>(opened);
    Json out = Json::object();
    out.set("state", text_of(container.state()));
    out.set("top", container.top());
    Json ignored = Json::array();
    for (const auto& name : container.ignored()) ignored.push(name);
    out.set("ignored", ignored);
    Json files = Json::array();
    for (const auto& file : container.files()) files.push(Json(Json::Array{file.path, static_cast<std::int64_t>(file.size)}));
    out.set("files", files);
    const auto checked = check_bag(container);
    if (const auto* refusal = std::get_if<DossierFault>(&checked)) {
        out.set("bag", refusal_json(*refusal));
        return out;
    }
    Json bag = Json::object();
    for (const auto& [name, digest] : std::get<CheckedBag>(checked).digests()) bag.set(name, digest);
    out.set("bag", bag);
    return out;
}

int read_all(const std::vector<std::string>& paths) {
    for (const auto& path : paths) {
        try {
            std::cout << read_one(path).dump() << "\n";
        } catch (const DiskError& error) {
            std::cout << fmt::format("{{\"disk\":{}}}\n", Json(error.what()).dump());
        } catch (const std::bad_alloc&) { // the suite limits memory
            std::cout << "{\"memory\":true}\n";
        }
    }
    return 0;
}

// Bytes that depend on the seed alone, made while they are asked for.
NewEntry made_up(std::string name, std::uint64_t size, std::uint32_t seed) {
    return {std::move(name), size, [size, seed] {
                return [left = size, state = seed](std::span<char> piece) mutable {
                    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
                    for (char& byte : piece.first(count)) {
                        state = state * 1664525u + 1013904223u;
                        byte = static_cast<char>(state >> 24);
                    }
                    left -= count;
                    return count;
                };
            }};
}

int said(const std::optional<ZipProblem>& problem) {
    if (!problem) return 0;
    std::cout << problem->english << "\n";
    return 1;
}

int write_made_up(const std::string& target) {
    std::vector<NewEntry> entries;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string name;
        std::uint64_t size = 0;
        std::uint32_t seed = 0;
        words >> name >> size >> seed;
        entries.push_back(made_up(name, size, seed));
    }
    return said(write_zip(target, std::move(entries)));
}

int write_folder_as_bag(const std::string& target, const std::string& folder, const std::string& top) {
    BagContents contents{top, {}, {}, {}};
    for (const auto& found : fs::recursive_directory_iterator(folder)) {
        if (!found.is_regular_file()) continue;
        const std::string name = fs::relative(found.path(), folder).string();
        (name.starts_with("data/") ? contents.payload : contents.tags).push_back(entry_of_file(name, folder, name));
    }
    contents.info = {
        {"Source-Organization", "Institut d’exemple"}, {"External-Identifier", top}, {"Bagging-Date", "2026-06-12"}};
    const auto written = write_bag(target, std::move(contents));
    const auto* problem = std::get_if<ZipProblem>(&written);
    return said(problem ? std::optional(*problem) : std::nullopt);
}

} // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    try {
        if (arguments.size() >= 2 && arguments[0] == "read") return read_all({arguments.begin() + 1, arguments.end()});
        if (arguments.size() == 2 && arguments[0] == "write") return write_made_up(arguments[1]);
        if (arguments.size() == 4 && arguments[0] == "bag")
            return write_folder_as_bag(arguments[1], arguments[2], arguments[3]);
    } catch (const DiskError& error) {
        std::cout << error.what() << "\n";
        return 3;
    }
    std::cerr << "usage: dossier_program read|write|bag ...\n";
    return 2;
}
