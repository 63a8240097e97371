// How long libzip itself takes to store the files of given dossiers, and how long the program takes to write them as the bags
// that they are: sorted, each file hashed for the manifests, the zip read back and seen to be canonical. By hand:
// build/release/tests/zip_store FOLDER ZIP... prints the milliseconds of each zip, by turns, the files in memory beforehand.
#include "archive/bag.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <zip.h>

namespace {

using File = std::pair<std::string, std::string>; // name, bytes

std::vector<File> files_of(const char* path) {
    std::vector<File> out;
    zip_t* zip = zip_open(path, ZIP_RDONLY, nullptr);
    if (!zip) return out;
    for (std::int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
        zip_stat_t facts;
        zip_stat_index(zip, static_cast<std::uint64_t>(i), 0, &facts);
        std::string bytes(facts.size, '\0');
        if (zip_file_t* file = zip_fopen_index(zip, static_cast<std::uint64_t>(i), 0)) {
            if (zip_fread(file, bytes.data(), bytes.size()) < 0) bytes.clear();
            zip_fclose(file);
        }
        out.emplace_back(facts.name, std::move(bytes));
    }
    zip_discard(zip);
    return out;
}

bool store(const std::string& path, const std::vector<File>& files) {
    zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (!zip) return false;
    for (const auto& [name, bytes] : files) {
        const std::int64_t at =
            zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
        if (at < 0 || zip_set_file_compression(zip, static_cast<std::uint64_t>(at), ZIP_CM_STORE, 0) != 0) return false;
    }
    return zip_close(zip) == 0;
}

// What write_bag does not make itself: manifests and what says that this is a bag.
livret::BagContents contents_of(const std::vector<File>& files) {
    livret::BagContents out;
    for (const auto& [name, bytes] : files) {
        const std::size_t slash = name.find('/');
        out.top = name.substr(0, slash);
        std::string own = name.substr(slash + 1);
        if (own.starts_with("data/"))
            out.payload.push_back(livret::entry_of_bytes(std::move(own), bytes));
        else if (!own.starts_with("bag") && !own.starts_with("manifest") && !own.starts_with("tagmanifest"))
            out.tags.push_back(livret::entry_of_bytes(std::move(own), bytes));
    }
    return out;
}

bool write(const std::string& path, livret::BagContents contents) {
    return std::holds_alternative<livret::WrittenBag>(livret::write_bag(path, std::move(contents)));
}

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    std::size_t zips = 0, files = 0, bytes = 0;
    double libzip = 0, bag = 0;
    for (int i = 2; i < argc; ++i) {
        const std::vector<File> one = files_of(argv[i]);
        if (one.empty()) return 3;
        ++zips;
        files += one.size();
        for (const auto& [name, content] : one) bytes += content.size();
        const auto first = Clock::now();
        if (!store(fmt::format("{}/{}.zip", argv[1], i), one)) return 3;
        libzip += since(first);
        livret::BagContents contents = contents_of(one);
        const auto second = Clock::now();
        if (!write(fmt::format("{}/{}-bag.zip", argv[1], i), std::move(contents))) return 3;
        bag += since(second);
    }
    if (zips == 0) {
        fmt::print(stderr, "zip_store FOLDER ZIP...\n");
        return 2;
    }
    const auto each = static_cast<double>(zips);
    fmt::print("{:.3f} ms each, {} files, {} bytes; {:.3f} ms as bags\n", libzip / each, files / zips, bytes / zips, bag / each);
    return 0;
}
