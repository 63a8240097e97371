#include "archive/zip_names.hpp"
#include "archive/zip_reader.hpp"
#include "unit/archive_samples.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace livret;
using samples::make_zip;

namespace {

std::string problem_of(const std::string& bytes, const ZipLimits& limits = {}) {
    const auto opened = open_zip(bytes, limits);
    const auto* problem = std::get_if<ZipProblem>(&opened);
    return problem ? problem->english : "";
}

} // namespace

TEST_CASE("an archive gives its entries in their order and their contents") {
    const auto bytes = make_zip({{"mimetype", "text"}, {"été/", ""}, {"été/a.txt", "bonjour"}});
    const auto opened = open_zip(bytes);
    const auto& zip = std::get<ZipReader>(opened);
    REQUIRE(zip.entries().size() == 3);
    CHECK(zip.entries()[0] == ZipEntry{"mimetype", 4, 4, false});
    CHECK(zip.entries()[1].is_folder());
    CHECK(zip.read("été/a.txt", 7) == "bonjour");
    CHECK_FALSE(zip.read("été/a.txt", 6));
    CHECK_FALSE(zip.read("été/", 6));
    CHECK_FALSE(zip.read("absent", 6));
}

TEST_CASE("a name that could lead outside is refused with the whole archive") {
    for (const std::string name :
         {"/etc/passwd", "../up", "a/../../up", "a//b", "./a", "..", "c:/a", "a\\..\\b", "", "/", "a\nb", "a/./b"}) {
        CAPTURE(name);
        CHECK_FALSE(is_safe_zip_name(name));
        CHECK(problem_of(make_zip({{"good", "x"}, {name, "x"}})) != "");
    }
    CHECK(problem_of(make_zip({{"../up", "x"}})) == "the name “../up” could lead outside the archive");
    CHECK(is_safe_zip_name("a..b/...c/d"));
    CHECK(is_safe_zip_name("a/"));
}

TEST_CASE("two entries that are one file somewhere are refused") {
    CHECK(problem_of(make_zip({{"a", "1"}, {"a", "2"}})) == "two files are called “a”");
    CHECK(problem_of(make_zip({{"Élan.txt", "1"}, {"élan.TXT", "2"}})) != "");
    CHECK(problem_of(make_zip({{"a", "1"}, {"a/", ""}})) != "");
}

TEST_CASE("links and devices are refused") {
    CHECK(problem_of(make_zip({{"a", "/etc/passwd", 0120777}})) == "“a” is a link, not a file");
    CHECK(problem_of(make_zip({{"a", "", 0020666}})) != "");
    CHECK(problem_of(make_zip({{"a", "", 0}})) == "");
}

TEST_CASE("encrypted entries are listed but not read") {
    const auto bytes = make_zip({{"a", "twelve bytes and more", 0100644, 1}});
    const auto opened = open_zip(bytes);
    const auto& zip = std::get<ZipReader>(opened);
    CHECK(zip.entries().front().encrypted);
    CHECK_FALSE(zip.read("a", 100));
}

TEST_CASE("an entry that lies about its checksum or its size is not read") {
    const auto bytes = make_zip({{"crc", "abc", 0100644, 0, 0xFFFFFFFF, true}, {"good", "abc"}});
    const auto opened = open_zip(bytes);
    const auto& zip = std::get<ZipReader>(opened);
    CHECK_FALSE(zip.read("crc", 100));
    CHECK(zip.read("good", 100) == "abc");

    const auto lie = make_zip({{"size", "abcdef", 0100644, 0, 2}});
    const auto lying = open_zip(lie);
    if (const auto* reader = std::get_if<ZipReader>(&lying)) CHECK_FALSE(reader->read("size", 100));
}

TEST_CASE("limits hold before anything is unpacked") {
    CHECK(problem_of(make_zip({{"a", ""}, {"b", ""}, {"c", ""}}), {2, 100}) == "the archive holds more than 2 files");
    CHECK(problem_of(make_zip({{"a", "x"}, {"b", "x", 0100644, 0, 3U << 20}}), {9, 2 << 20}) ==
          "unpacked, the archive exceeds 2 MiB");
}

TEST_CASE("what is no archive, or is one and something else, is refused") {
    const auto good = make_zip({{"a", "x"}});
    CHECK(problem_of("") == "this is no zip archive, or it is damaged");
    CHECK(problem_of("PK\x03\x04") != "");
    CHECK(problem_of("<html>" + good) != "");
    CHECK(problem_of(good.substr(0, good.size() - 1)) != "");
    CHECK(problem_of(make_zip({})) == "");
}

TEST_CASE("no damage to an archive crashes the reader") {
    const auto good = make_zip({{"mimetype", "text/plain"}, {"dir/", ""}, {"dir/a.txt", std::string(300, 'a')}});
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        auto bytes = good.substr(0, random() % 3 == 0 ? random() % good.size() : good.size());
        for (auto changes = random() % 6; changes != 0 && !bytes.empty(); --changes)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        const auto opened = open_zip(bytes);
        if (const auto* zip = std::get_if<ZipReader>(&opened))
            for (const auto& entry : zip->entries()) {
                const auto content = zip->read(entry.name, 1000);
                CHECK((!content || content->size() <= 1000));
            }
    }
}
