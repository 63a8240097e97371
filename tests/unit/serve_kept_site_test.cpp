// When the repository is read again: a text at once, and nothing is shown of what goes on changing.
#include "serve/kept_site.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace livret;
namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

const std::string text = "gfp/math1/trainees/durand/activities/x.md";

struct World {
    TemporaryFolder folder;
    const fs::path root = folder.path;
    std::atomic<int> read = 0;
    std::unique_ptr<KeptSite> site;

    World() {
        fs::create_directories((root / text).parent_path());
        write(text, "a");
        write("livret.yaml", "a");
        WatchOptions watch;
        watch.quiet = milliseconds(3000); // long enough for what follows, on any machine
        watch.longest_burst = milliseconds(60000);
        site = std::make_unique<KeptSite>(std::vector<WatchedTree>{{root.native(), {}, {}}}, watch,
                                          [this](const auto&, const auto&) {
                                              ++read;
                                              return std::shared_ptr<LiveSite>();
                                          });
        site->start({});
        site->now({}, KeptSite::Wait::for_any);
    }
    ~World() { site.reset(); } // before its folder

    void write(const std::string& name, const std::string& bytes) const { std::ofstream(root / name) << bytes; }
    void wait_for_readings(int count) const {
        while (read < count) std::this_thread::sleep_for(milliseconds(1));
    }
    std::shared_ptr<const Reading> shown_after(std::uint64_t number) {
        return site->news(number, milliseconds(60000), [] { return false; });
    }
};

} // namespace

TEST_SUITE_BEGIN("live");

TEST_CASE("a text is read as soon as it is there, and read again before anything is shown if more comes") {
    World world;
    const auto first = world.site->now({}, KeptSite::Wait::for_any);
    REQUIRE(first);
    world.write(text, "b");
    world.wait_for_readings(2);
    world.write(text, "c"); // long before it has been quiet
    const auto next = world.shown_after(first->number);
    CHECK(next->number == first->number + 1);
    CHECK(world.read == 3);
    REQUIRE(next->changed.size() <= 1);
}

TEST_CASE("an editor that moves a text away before it writes it is waited for") {
    World world;
    const auto first = world.site->now({}, KeptSite::Wait::for_any);
    fs::rename(world.root / text, world.root / (text + "~"));
    std::this_thread::sleep_for(milliseconds(100));
    CHECK(world.read == 1);
    world.write(text, "b");
    world.shown_after(first->number);
    CHECK(world.read == 2);
}

TEST_CASE("what is of everybody is read when nothing more comes") {
    World world;
    const auto first = world.site->now({}, KeptSite::Wait::for_any);
    world.write("livret.yaml", "b");
    std::this_thread::sleep_for(milliseconds(100));
    CHECK(world.read == 1);
    world.write("livret.yaml", "c");
    world.shown_after(first->number);
    CHECK(world.read == 2);
}

TEST_SUITE_END();
