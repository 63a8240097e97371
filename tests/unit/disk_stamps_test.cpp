// How files are stamped on the real disk: one by one, and several of a folder at once.
#include "base/hash.hpp"
#include "disk/disk.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace livret;
namespace fs = std::filesystem;

TEST_CASE("files of a folder are stamped together as they are one by one") {
    const fs::path root = fs::temp_directory_path() / ("livret-stamps-" + random_hex(6));
    fs::create_directories(root / "a/b");
    for (const char* name : {"one.md", "a/two.md", "a/three.md"}) std::ofstream(root / name) << name;
    fs::create_symlink(root / "a", root / "link");
    const auto disk = open_real_disk(root.string());
    const Stamp none;

    CHECK(disk->stamps("", {"one.md", "gone.md"}) == std::vector{disk->stamp("one.md"), none});
    CHECK(disk->stamps("a", {"two.md", "three.md"}) == std::vector{disk->stamp("a/two.md"), disk->stamp("a/three.md")});
    CHECK(disk->stamp("a/two.md") != none);
    CHECK(disk->stamp("a/two.md") != disk->stamp("a/three.md"));
    CHECK(disk->stamps("a", {}).empty());
    CHECK(disk->stamps("nowhere", {"two.md"}) == std::vector{none});
    CHECK(disk->stamps("one.md", {"two.md"}) == std::vector{none}); // no folder
    CHECK(disk->stamps("link", {"two.md"}) == std::vector{none});   // links are not followed
    fs::remove_all(root);
}
