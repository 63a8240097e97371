// What the suite of tests/dossier asks the program about containers and bags.
//   dossier_program read PATH...          a line each: state or refusal, as JSON
//   dossier_program write TARGET          entries from standard input, a line each: NAME SIZE SEED, as a plain canonical zip
//   dossier_program bag TARGET FOLDER TOP every file of FOLDER as a bag; data/ is the payload
//   dossier_program lie TARGET SIZE BYTES an entry that says SIZE and gives BYTES, or fails ("fail")
//   dossier_program flips PATH            each byte changed in three ways: a line each, as for read
//   dossier_program limits                container_limits, as JSON
//   dossier_program crc PATH FILE         reads one file to its end: how many bytes it has
#include "archive/bag.hpp"
#include "archive/bag_check.hpp"
#include "archive/container_source.hpp"
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
Json answer(const std::variant<Container, DossierFault>& opened) {
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

// What lies in memory, through the same reader.
std::variant<Container, DossierFault> open_bytes(const std::string& bytes) {
    return open_zip_container({bytes.size(), [&bytes](std::uint64_t offset, std::span<char> out) {
                                   const std::size_t left = offset < bytes.size() ? bytes.size() - offset : 0;
                                   return bytes.copy(out.data(), std::min(out.size(), left), left ? offset : 0);
                               }});
}

int flips(const std::string& path) {
    std::string bytes = open_real_disk(fs::path(path).parent_path().string())->read(fs::path(path).filename().string());
    for (char& byte : bytes) {
        for (const int mask : {0x01, 0x20, 0x80}) {
            const char before = byte;
            byte = static_cast<char>(before ^ mask);
            std::cout << answer(open_bytes(bytes)).dump() << "\n";
            byte = before;
        }
    }
    return 0;
}

int say_limits() {
    namespace at = container_limits;
    Json out = Json::object();
    const auto say = [&](const char* name, std::uint64_t value) { out.set(name, static_cast<std::int64_t>(value)); };
    say("size", at::size);
    say("entries", at::entries);
    say("name", at::name);
    say("part", at::part);
    say("depth", at::depth);
    say("directory", at::directory);
    say("ratio", at::ratio);
    say("small", at::small);
    say("held", at::held);
    std::cout << out.dump() << "\n";
    return 0;
}

int read_to_the_end(const std::string& path, const std::string& file) {
    const auto opened = open_container(path);
    const auto* container = std::get_if<Container>(&opened);
    if (!container) return 1;
    std::uint64_t count = 0;
    if (container->read(file, [&](std::string_view piece) { count += piece.size(); })) return 1;
    std::cout << count << "\n";
    return 0;
}

int read_all(const std::vector<std::string>& paths) {
    for (const auto& path : paths) {
        try {
            std::cout << answer(open_container(path)).dump() << "\n";
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
    contents.info = {{"Source-Organization", "Institut d’exemple"}, {"External-Identifier", top}, {"Bagging-Date", "2026-06-12"}};
    const auto written = write_bag(target, std::move(contents));
    const auto* problem = std::get_if<ZipProblem>(&written);
    return said(problem ? std::optional(*problem) : std::nullopt);
}

int lie(const std::string& target, const std::string& size, const std::string& bytes) {
    NewEntry entry = made_up("t/x", bytes == "fail" ? 0 : std::stoull(bytes), 1);
    entry.size = std::stoull(size);
    if (bytes == "fail") entry.open = []() -> Pull { throw DiskError("read", "x", std::make_error_code(std::errc::io_error)); };
    return said(write_zip(target, {entry}));
}

} // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    try {
        if (arguments.size() >= 2 && arguments[0] == "read") return read_all({arguments.begin() + 1, arguments.end()});
        if (arguments.size() == 2 && arguments[0] == "write") return write_made_up(arguments[1]);
        if (arguments.size() == 4 && arguments[0] == "bag") return write_folder_as_bag(arguments[1], arguments[2], arguments[3]);
        if (arguments.size() == 4 && arguments[0] == "lie") return lie(arguments[1], arguments[2], arguments[3]);
        if (arguments.size() == 2 && arguments[0] == "flips") return flips(arguments[1]);
        if (arguments.size() == 1 && arguments[0] == "limits") return say_limits();
        if (arguments.size() == 3 && arguments[0] == "crc") return read_to_the_end(arguments[1], arguments[2]);
    } catch (const DiskError& error) {
        std::cout << error.what() << "\n";
        return 3;
    }
    std::cerr << "usage: dossier_program read|write|bag ...\n";
    return 2;
}
