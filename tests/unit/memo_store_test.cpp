#include "memo/store.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace livret;

namespace {

// A folder that goes with the test.
struct Place {
    Place() {
        std::string name = (std::filesystem::temp_directory_path() / "livret-memo-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        path = name + "/memo.sqlite";
    }
    ~Place() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    std::string bytes() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void put(const std::string& bytes) const { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes; }

    std::string folder, path;
};

void keep(const Place& place, const std::string& value) {
    MemoStore store(place.path, "maker");
    store.put("name", value);
    store.put("other", "value of another");
    store.save();
    CHECK(store.trouble().empty());
}

} // namespace

TEST_CASE("what was put is found at once; what was dropped is found until that is written") {
    const Place place;
    keep(place, "value");
    MemoStore store(place.path, "maker");
    store.put("name", "a newer one");
    CHECK(store.get("name") == "a newer one");
    store.drop("other");
    CHECK(store.get("other") == "value of another");
    store.save();
    CHECK(store.get("name") == "a newer one");
    CHECK(!store.get("other"));
}

TEST_CASE("when much waits, it is kept before anybody saves") {
    const Place place;
    {
        MemoStore store(place.path, "maker");
        for (int i = 0; i < 10; ++i) store.put("large " + std::to_string(i), std::string(1 << 18, 'a'));
    }
    MemoStore store(place.path, "maker");
    int found = 0;
    for (int i = 0; i < 10; ++i)
        if (const auto value = store.get("large " + std::to_string(i))) found += *value == std::string(1 << 18, 'a') ? 1 : 100;
    CHECK(found == 8); // four at a time; what is not much waits for save()
}

TEST_CASE("what was saved is found by the next one; what was not saved, or dropped, is not") {
    const Place place;
    const std::string value("bytes \0 of any kind", 19);
    keep(place, value);
    {
        MemoStore store(place.path, "maker");
        CHECK(store.get("name") == value);
        CHECK(store.get("other") == "value of another");
        CHECK(!store.get("never"));
        store.put("name", "not saved");
        store.drop("other");
    }
    MemoStore store(place.path, "maker");
    CHECK(store.get("name") == value);
    store.drop("name");
    store.save();
    CHECK(!MemoStore(place.path, "maker").get("name"));
}

TEST_CASE("what another program left is dropped") {
    const Place place;
    keep(place, "value");
    CHECK(!MemoStore(place.path, "another maker").get("name"));
    CHECK(!MemoStore(place.path, "maker").get("name"));
}

TEST_CASE("no damage to the file is ever taken for a value") {
    const Place place;
    const std::string value(3000, 'v');
    keep(place, value);
    const std::string good = place.bytes();
    for (std::size_t at = 0; at < good.size(); at += 97) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        place.put(bad);
        MemoStore store(place.path, "maker");
        const auto found = store.get("name");
        CHECK((!found || *found == value));
    }
    for (const std::string& bad : {good.substr(0, good.size() / 2), std::string(), std::string(5000, 'x')}) {
        place.put(bad);
        MemoStore store(place.path, "maker");
        CHECK(!store.get("name"));
        store.put("name", "anew");
        store.save();
        CHECK(MemoStore(place.path, "maker").get("name") == "anew");
    }
}

TEST_CASE("one that another process is using, or that is a link, is left alone, and nothing is found in it") {
    const Place place;
    keep(place, "value");
    const std::string good = place.bytes();
    int ready[2], done[2];
    REQUIRE(::pipe(ready) == 0);
    REQUIRE(::pipe(done) == 0);
    const pid_t child = ::fork();
    if (child == 0) { // holds the lock of a writer (SQLite's file format, "locking")
        const int fd = ::open(place.path.c_str(), O_RDWR | O_CLOEXEC);
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        lock.l_start = 0x40000000;
        lock.l_len = 512;
        char byte = ::fcntl(fd, F_SETLK, &lock) == 0 ? 'y' : 'n';
        if (::write(ready[1], &byte, 1) != 1 || ::read(done[0], &byte, 1) != 1) ::_exit(1);
        ::_exit(0);
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    REQUIRE(byte == 'y');
    {
        MemoStore store(place.path, "maker");
        CHECK(!store.get("name"));
        CHECK(!store.trouble().empty());
        store.put("name", "lost");
        store.save();
    }
    CHECK(::write(done[1], &byte, 1) == 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    CHECK(place.bytes() == good);
    CHECK(MemoStore(place.path, "maker").get("name") == "value");

    const std::string elsewhere = place.folder + "/elsewhere";
    std::filesystem::rename(place.path, elsewhere);
    std::filesystem::create_symlink(elsewhere, place.path);
    CHECK(!MemoStore(place.path, "maker").get("name"));
}
