// Reading on the real disk: whole files of any size, links refused on the whole way, folders as they are listed; and what a
// KeepingDisk reads once though two want it.
#include "disk/disk.hpp"
#include "disk/keeping_disk.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include <sys/stat.h>

using namespace livret;
namespace fs = std::filesystem;

namespace {

struct Place {
    TemporaryFolder folder;
    const fs::path root = folder.path;
    Place() { fs::create_directories(root / "a/b"); }
    void put(const std::string& path, const std::string& bytes) const {
        std::ofstream(root / path, std::ios::binary | std::ios::trunc) << bytes;
    }
};

// Counts what is asked of it.
class CountingDisk final : public ReadOnlyDisk {
  public:
    std::map<std::string, std::string, std::less<>> files;
    mutable std::map<std::string, int, std::less<>> reads;

    std::vector<DiskEntry> list(std::string_view) const override { return {}; }
    std::string read(std::string_view path) const override {
        ++reads[std::string(path)];
        const auto found = files.find(path);
        if (found == files.end())
            throw DiskError("read", std::string(path), std::make_error_code(std::errc::no_such_file_or_directory));
        return found->second;
    }
    bool exists(std::string_view path) const override { return files.contains(path); }
    EntryKind kind(std::string_view) const override { return EntryKind::file; }
};

} // namespace

TEST_CASE("files are read whole, whatever their size") {
    const Place place;
    const auto disk = open_real_disk(place.root.string());
    for (const std::size_t size : {0u, 1u, 4095u, 4096u, 4097u, 70000u}) {
        std::string bytes(size, 'x');
        for (std::size_t i = 0; i < size; i += 7) bytes[i] = static_cast<char>(i);
        place.put("a/file", bytes);
        CHECK(disk->read("a/file") == bytes);
    }
    CHECK(!open_real_disk("/proc/self")->read("cmdline").empty()); // told to have no bytes, and has some
}

TEST_CASE("links are refused on the whole way, and so is what is no file") {
    const Place place;
    place.put("a/b/file", "in b");
    fs::create_symlink("b", place.root / "a/folder");
    fs::create_symlink("b/file", place.root / "a/link");
    fs::create_symlink("nowhere", place.root / "a/dangling");
    ::mkfifo((place.root / "a/pipe").c_str(), 0600);
    const auto disk = open_real_disk(place.root.string());
    CHECK(disk->read("a/b/file") == "in b");
    for (const char* path : {"a/folder/file", "a/link", "a/dangling", "a/pipe", "a/b", "a/b/file/more", "a/b/gone", "../file"}) {
        CAPTURE(path);
        CHECK_THROWS_AS(disk->read(path), DiskError);
        CHECK(!disk->try_read(path));
    }
    CHECK(disk->read_if_exists("a/b/gone").empty());
    CHECK_THROWS_AS(disk->read_if_exists("a/b"), DiskError);
    CHECK_THROWS_AS(disk->read_if_exists("a/link"), DiskError);
    for (const char* path : {"a/b/gone", "a/b", "a/link", "a/pipe"}) CHECK(!disk->read_if_file(path));
    CHECK(disk->read_if_file("a/b/file") == "in b");
}

TEST_CASE("a folder of many files is listed whole") {
    const Place place;
    for (int i = 0; i < 1500; ++i)
        place.put("a/b/" + std::string(20, 'n') + std::to_string(10000 + i), std::string(static_cast<std::size_t>(i % 5), 'x'));
    const auto disk = open_real_disk(place.root.string());
    const std::vector<DiskEntry> found = disk->list("a/b");
    REQUIRE(found.size() == 1500);
    CHECK(found.front().name == std::string(20, 'n') + "10000");
    CHECK(found.back().name == std::string(20, 'n') + "11499");
    CHECK(found[4].size == 4);
    CHECK(found[4].stamp == disk->stamp("a/b/" + found[4].name));
    CHECK(disk->list("a").size() == 1);
    CHECK_THROWS_AS(disk->list("nowhere"), DiskError);
}

TEST_CASE("what is written beside replaces, and makes folders where there are none") {
    const Place place;
    const auto disk = open_real_disk(place.root.string());
    disk->write("a/b/file", "first");
    ::chmod((place.root / "a/b/file").c_str(), 0640);
    disk->write("a/b/file", "second");
    CHECK(disk->read("a/b/file") == "second");
    struct stat facts {};
    ::stat((place.root / "a/b/file").c_str(), &facts);
    CHECK((facts.st_mode & 0777) == 0640);
    disk->write("new/folders/on/the/way", "there");
    CHECK(disk->read("new/folders/on/the/way") == "there");
    fs::create_symlink("b", place.root / "a/folder");
    CHECK_THROWS_AS(disk->write("a/folder/other", "x"), DiskError);
    CHECK_THROWS_AS(disk->write("a/folder/new/other", "x"), DiskError);
    CHECK_THROWS_AS(disk->write_new("a/b/file", "x"), DiskError);
    CHECK(disk->list("a/b").size() == 1);
}

TEST_CASE("what two want is read once, handed out once, and then read again") {
    CountingDisk disk;
    disk.files = {{"one", "bytes of one"}, {"two", "bytes of two"}, {"large", std::string(KeepingDisk::most_kept + 1, 'x')}};
    KeepingDisk keeping(disk);
    CHECK(keeping.read("large").size() == KeepingDisk::most_kept + 1);
    CHECK(keeping.is_empty());
    CHECK(keeping.read("one") == "bytes of one");
    CHECK(!keeping.try_read("gone"));
    CHECK(!keeping.is_empty());
    disk.files["one"] = "changed meanwhile"; // who asked first and who asks next are told the same
    keeping.hand_out();
    CHECK(keeping.read("one") == "bytes of one");
    CHECK(disk.reads["one"] == 1);
    CHECK(keeping.is_empty());
    CHECK(keeping.read("one") == "changed meanwhile");
    CHECK(keeping.read("two") == "bytes of two");
    CHECK(keeping.is_empty()); // nothing is kept any more
    CHECK(disk.reads["two"] == 1);
    CHECK_THROWS_AS(keeping.read("gone"), DiskError);
}
