// What the suite tests/dossier cannot reach: files that change while they are read, and the API of bags. Everything else about
// containers is there.
#include "archive/bag.hpp"
#include "archive/bag_check.hpp"
#include "archive/bag_form.hpp"
#include "archive/container_source.hpp"
#include "archive/entry_names.hpp"
#include "disk/disk.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace livret;
namespace fs = std::filesystem;

namespace {

using Folder = TemporaryFolder;

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

BagContents small_bag() {
    BagContents out{"dossier-math1-durand", {}, {}, {{"Bagging-Date", "2026-06-12"}}};
    out.payload.push_back(entry_of_bytes("data/dossier.json", "{}\n"));
    out.tags.push_back(entry_of_bytes("LIRE.html", "<p>"));
    return out;
}

std::string written(const Folder& folder) {
    const std::string target = folder.path / "bag.zip";
    REQUIRE(std::holds_alternative<WrittenBag>(write_bag(target, small_bag())));
    return target;
}

// A file that states `size` bytes and has fewer.
RandomBytes shrunk(const std::string& bytes, std::size_t left) {
    return {bytes.size(), [&bytes, left](std::uint64_t offset, std::span<char> out) {
                return offset >= left ? 0 : bytes.copy(out.data(), std::min<std::size_t>(out.size(), left - offset), offset);
            }};
}

} // namespace

TEST_CASE("a zip that became shorter since it was opened has changed, wherever it ends") {
    const Folder folder;
    const std::string bytes = bytes_of(written(folder));
    for (std::size_t left = 0; left < bytes.size(); ++left) {
        const auto opened = open_zip_container(shrunk(bytes, left));
        REQUIRE(std::holds_alternative<DossierFault>(opened));
        CHECK(std::get<DossierFault>(opened).code == "container.changed");
    }
}

TEST_CASE("a zip that becomes shorter between opening and reading has changed") {
    const Folder folder;
    const std::string bytes = bytes_of(written(folder));
    std::size_t left = bytes.size();
    const auto opened = open_zip_container(
        {bytes.size(), [&](std::uint64_t offset, std::span<char> out) {
             return offset >= left ? 0 : bytes.copy(out.data(), std::min<std::size_t>(out.size(), left - offset), offset);
         }});
    const auto& container = std::get<Container>(opened);
    left = 10;
    const auto read = container.read_all("LIRE.html");
    CHECK(std::get<DossierFault>(read) == DossierFault{"container.changed", "dossier-math1-durand/LIRE.html", ""});
}

TEST_CASE("a checked bag gives what was checked, and says so if it is not that any more") {
    const Folder folder;
    const fs::path unpacked = folder.path / "dossier";
    const auto zip = open_container(written(folder));
    for (const auto& file : std::get<Container>(zip).files()) {
        fs::create_directories((unpacked / file.path).parent_path());
        std::ofstream(unpacked / file.path) << std::get<std::string>(std::get<Container>(zip).read_all(file.path));
    }
    const auto opened = open_container(unpacked);
    const auto checked = check_bag(std::get<Container>(opened));
    REQUIRE(std::holds_alternative<CheckedBag>(checked));
    const auto& bag = std::get<CheckedBag>(checked);
    CHECK(bag.info("Bagging-Date") == "2026-06-12");
    CHECK(bag.info("Payload-Oxum") == "3.1");
    CHECK_FALSE(bag.info("Contact"));
    CHECK(bag.digests().size() == bag.container().files().size());
    CHECK(std::get<std::string>(bag.read_all("data/dossier.json")) == "{}\n");
    CHECK(std::get<DossierFault>(bag.read_all("data/other")).code == "container.missing");
    CHECK(std::get<DossierFault>(bag.read_all("data/dossier.json", 2)).code == "container.file-too-large");
    std::ofstream(unpacked / "data/dossier.json") << "{}!"; // as long as before
    CHECK(std::get<DossierFault>(bag.read_all("data/dossier.json")) == DossierFault{"bag.digest", "data/dossier.json", ""});
    std::ofstream(unpacked / "data/dossier.json") << "{}\n longer";
    CHECK(std::get<DossierFault>(bag.read_all("data/dossier.json")).code == "container.changed");
}

TEST_CASE("a bag that would not be read back is not written") {
    const Folder folder;
    const std::string target = folder.path / "bag.zip";
    const auto refused_with = [&](auto change) {
        BagContents contents = small_bag();
        change(contents);
        return std::holds_alternative<ZipProblem>(write_bag(target, std::move(contents))) && !fs::exists(target);
    };
    CHECK(refused_with([](BagContents& it) { it.payload.clear(); }));
    CHECK(refused_with([](BagContents& it) { it.payload[0].name = "dossier.json"; }));
    CHECK(refused_with([](BagContents& it) { it.tags[0].name = "data/LIRE.html"; }));
    CHECK(refused_with([](BagContents& it) { it.tags[0].name = "fetch.txt"; }));
    CHECK(refused_with([](BagContents& it) { it.tags[0].name = "bagit.txt"; })); // twice
    CHECK(refused_with([](BagContents& it) { it.tags[0].name = "zz.txt"; }));    // behind the manifest that lists it
    CHECK(refused_with([](BagContents& it) { it.top = "a/b"; }));
    CHECK(refused_with([](BagContents& it) { it.top = ""; }));
    CHECK(refused_with([](BagContents& it) { it.info = {{"Contact", "a\nb"}}; }));
    CHECK(refused_with([](BagContents& it) { it.info = {{"Contact", ""}}; }));
    CHECK(refused_with([](BagContents& it) { it.info = {{"Payload-Oxum", "3.1"}}; }));
}

TEST_CASE("a bag's digests are those of its files, known when it is written") {
    const Folder folder;
    const auto digests = std::get<WrittenBag>(write_bag(folder.path / "bag.zip", small_bag())).digests;
    const auto opened = open_container(folder.path / "bag.zip");
    const auto checked = check_bag(std::get<Container>(opened));
    const auto& known = std::get<CheckedBag>(checked).digests();
    CHECK(Digests(known.begin(), known.end()) == digests);
    CHECK(std::get<Container>(opened).state() == ContainerState::canonical);
    CHECK(std::get<Container>(opened).top() == "dossier-math1-durand");
}

// A header is written once more when its file has gone by: it may have left for the disk by then, or half of it.
TEST_CASE("a bag's files are read back as they are, wherever the pieces end in which it goes to the disk") {
    const Folder folder;
    for (std::size_t first = 128 * 1024 - 120; first < 128 * 1024 + 20; first += 7) {
        BagContents contents = small_bag();
        contents.payload.push_back(entry_of_bytes("data/a.bin", std::string(first, 'a')));
        contents.payload.push_back(entry_of_bytes("data/b.bin", std::string(300'000, 'b')));
        contents.payload.push_back(entry_of_bytes("data/c.bin", ""));
        REQUIRE(std::holds_alternative<WrittenBag>(write_bag(folder.path / "bag.zip", std::move(contents))));
        const auto opened = open_container(folder.path / "bag.zip");
        REQUIRE(std::get<Container>(opened).state() == ContainerState::canonical);
        const auto checked = check_bag(std::get<Container>(opened));
        REQUIRE(std::holds_alternative<CheckedBag>(checked));
        CHECK(std::get<std::string>(std::get<CheckedBag>(checked).read_all("data/a.bin")) == std::string(first, 'a'));
    }
}

TEST_CASE("a file of a folder is taken into a bag only by a way without links") {
    const Folder folder;
    std::ofstream(folder.path / "real.txt") << "real";
    fs::create_directory_symlink(folder.path, folder.path / "way");
    fs::create_symlink(folder.path / "real.txt", folder.path / "link.txt");
    CHECK(entry_of_file("data/x", folder.path, "real.txt").size == 4);
    CHECK_THROWS_AS(entry_of_file("data/x", folder.path, "link.txt"), DiskError);
    CHECK_THROWS_AS(entry_of_file("data/x", folder.path, "way/real.txt"), DiskError);
    CHECK_THROWS_AS(entry_of_file("data/x", folder.path, "missing.txt"), DiskError);
    CHECK_THROWS_AS(entry_of_file("data/x", folder.path, "way"), DiskError);
}

TEST_CASE("hostile names are shown with escapes, and not without end") {
    CHECK(shown_name("a\nb") == "a\\u{a}b");
    CHECK(shown_name("a\u202Eb") == "a\\u{202e}b");
    CHECK(shown_name("caf\xE9") == "caf\\xe9");
    CHECK(shown_name("séance") == "séance");
    CHECK(shown_name(std::string(121, 'x')) == std::string(120, 'x') + "…");
}
