// How long libzip itself takes to store the files of given zips, for holding dossiers against. By hand:
// build/release/tests/zip_store FOLDER ZIP... prints the milliseconds of each zip, the files in memory beforehand.
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
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

} // namespace

int main(int argc, char** argv) {
    std::vector<std::vector<File>> zips;
    std::size_t files = 0, bytes = 0;
    for (int i = 2; i < argc; ++i) {
        zips.push_back(files_of(argv[i]));
        files += zips.back().size();
        for (const auto& [name, content] : zips.back()) bytes += content.size();
    }
    if (files == 0) {
        fmt::print(stderr, "zip_store FOLDER ZIP...\n");
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < zips.size(); ++i)
        if (!store(fmt::format("{}/{}.zip", argv[1], i), zips[i])) return 3;
    const double spent = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    fmt::print("{:.3f} ms each, {} files, {} bytes\n", spent / static_cast<double>(zips.size()), files / zips.size(),
               bytes / zips.size());
    return 0;
}
