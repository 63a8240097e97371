// What a watcher tells of, and what it keeps still about: by the system's word, and by looking.
#include "disk/watcher.hpp"

#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace livret;
namespace fs = std::filesystem;

namespace {

// A repository's folders, gone with this value.
struct Folder {
    TemporaryFolder folder;
    const fs::path root = folder.path;
    Folder() {
        fs::create_directories(root / "gfp/math1");
        fs::create_directories(root / "site");
        fs::create_directories(root / ".git");
        fs::create_directories(root / "photos");
    }

    void write(const std::string& name, const std::string& text = "x\n") const { std::ofstream(root / name) << text; }
    std::vector<WatchedTree> trees() const { return {{root.string(), {"gfp", "site"}, {"site"}}}; }

    // As a test reads them: relative, one line.
    std::string told(const std::optional<Changes>& changes) const {
        if (!changes) return "stopped";
        std::string out = changes->untold ? "untold" : "";
        for (const std::string& one : changes->paths) out += (out.empty() ? "" : " ") + one.substr(root.string().size() + 1);
        return out;
    }
};

WatchOptions by_looking() {
    WatchOptions out;
    out.ask_the_system = false;
    out.between_looks = std::chrono::milliseconds(5);
    return out;
}

} // namespace

TEST_SUITE_BEGIN("watcher");

TEST_CASE("which names count") {
    const WatchedTree tree{"/r", {"gfp", "site"}, {"site"}};
    for (const char* file : {"livret.yaml", "gfp/a.md", "gfp/math1/trainees/durand/activities/x/photo.jpg"})
        CHECK_MESSAGE(counts(tree, file, false), file);
    for (const char* file : {".git/index", "gfp/.x.md.swp", "gfp/x.md~", "gfp/#x.md#", "gfp/4913", "gfp/.goutputstream-AB12",
                             "site/index.html", "photos/a.jpg", "gfp/.hidden/x.md", "gfp/x.md___jb_tmp___", "gfp/x.md.part"})
        CHECK_MESSAGE(!counts(tree, file, false), file);
    CHECK(counts(tree, "gfp", true));
    for (const char* folder : {"site", "photos", ".livret", "gfp/node_modules"})
        CHECK_MESSAGE(!counts(tree, folder, true), folder);
    CHECK(counts(WatchedTree{"/t", {}, {}}, "partials/head.mustache", false));
}

TEST_CASE("what changes is told, in whichever way one learns of it") {
    for (const WatchOptions& options : {WatchOptions{}, by_looking()}) {
        const bool system = options.ask_the_system;
        CAPTURE(system);
        const Folder folder;
        folder.write("gfp/math1/a.md");
        Watcher watcher(folder.trees(), options);
        CHECK((watcher.looking() == Looking::no) == system);

        SUBCASE("a file that is written") {
            folder.write("gfp/math1/a.md", "another text\n");
            CHECK(folder.told(watcher.wait()) == "gfp/math1/a.md");
        }
        SUBCASE("a file that an editor writes beside the old one, and puts in its place") {
            folder.write("gfp/math1/.a.md.swp");
            folder.write("gfp/math1/4913");
            fs::remove(folder.root / "gfp/math1/4913");
            fs::copy_file(folder.root / "gfp/math1/a.md", folder.root / "gfp/math1/a.md~");
            folder.write("gfp/math1/.a.md.new", "saved\n");
            fs::rename(folder.root / "gfp/math1/.a.md.new", folder.root / "gfp/math1/a.md");
            CHECK(folder.told(watcher.wait()) == "gfp/math1/a.md");
        }
        SUBCASE("a file that goes, and one at the top that comes") {
            fs::remove(folder.root / "gfp/math1/a.md");
            folder.write("livret.yaml");
            CHECK(folder.told(watcher.wait()) == "gfp/math1/a.md livret.yaml");
        }
        SUBCASE("a link that comes") {
            fs::create_symlink("a.md", folder.root / "gfp/math1/b.md");
            CHECK(folder.told(watcher.wait()) == "gfp/math1/b.md");
        }
        SUBCASE("a folder that comes with files in it, and what changes in it afterwards") {
            fs::create_directories(folder.root / "gfp/math2/trainees");
            folder.write("gfp/math2/trainees/b.md");
            CHECK(folder.told(watcher.wait()) == "gfp/math2 gfp/math2/trainees gfp/math2/trainees/b.md");
            folder.write("gfp/math2/trainees/c.md");
            CHECK(folder.told(watcher.wait()) == "gfp/math2/trainees/c.md");
        }
        SUBCASE("a folder that gets another name is followed under it") {
            fs::rename(folder.root / "gfp/math1", folder.root / "gfp/maths");
            folder.write("gfp/maths/b.md");
            CHECK(folder.told(watcher.wait()) == (system ? "gfp/math1 gfp/maths gfp/maths/a.md gfp/maths/b.md"
                                                         : "gfp/math1 gfp/math1/a.md gfp/maths gfp/maths/a.md gfp/maths/b.md"));
            folder.write("gfp/maths/c.md");
            CHECK(folder.told(watcher.wait()) == "gfp/maths/c.md");
        }
        SUBCASE("a folder that is moved out is not followed any more") {
            fs::rename(folder.root / "gfp/math1", folder.root / "photos/math1");
            CHECK(folder.told(watcher.wait()) == (system ? "gfp/math1" : "gfp/math1 gfp/math1/a.md"));
            folder.write("photos/math1/b.md");
            folder.write("gfp/b.md");
            CHECK(folder.told(watcher.wait()) == "gfp/b.md");
        }
        SUBCASE("many files at once, together") {
            for (int i = 0; i < 200; ++i) folder.write("gfp/math1/" + std::to_string(i) + ".md");
            const auto told = watcher.wait();
            REQUIRE(told);
            CHECK(told->paths.size() == 200);
            folder.write("gfp/last.md");
            CHECK(folder.told(watcher.wait()) == "gfp/last.md");
        }
        SUBCASE("nothing of git, of the site, of folders that are not read") {
            for (const char* name : {".git/index", "site/index.html", "photos/a.jpg", "gfp/.hidden"}) folder.write(name);
            fs::create_directories(folder.root / "site/assets");
            folder.write("site/assets/site.css");
            folder.write("gfp/b.md");
            CHECK(folder.told(watcher.wait()) == "gfp/b.md");
        }
        SUBCASE("to whoever rings, what there is, and nothing if nothing is there") {
            watcher.wake();
            CHECK(folder.told(watcher.wait()) == "");
            folder.write("gfp/math1/a.md", "another text\n");
            watcher.wake();
            CHECK(folder.told(watcher.wait()) == "gfp/math1/a.md");
        }
        SUBCASE("that it is over, to whoever waits in another thread") {
            std::string told = "nothing yet";
            std::thread waits([&] { told = folder.told(watcher.wait()); });
            watcher.stop();
            waits.join();
            CHECK(told == "stopped");
        }
    }
}

TEST_CASE("a file that is being written counts once it is closed") {
    const Folder folder;
    Watcher watcher(folder.trees());
    std::ofstream slow(folder.root / "gfp/slow.jpg");
    slow << "half of it" << std::flush;
    folder.write("gfp/b.md");
    CHECK(folder.told(watcher.wait()) == "gfp/b.md");
    slow << " and the rest" << std::flush;
    slow.close();
    CHECK(folder.told(watcher.wait()) == "gfp/slow.jpg");
}

TEST_CASE("what the system dropped is said, and folders that came meanwhile are followed") {
    std::size_t queue = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> queue;
    REQUIRE(queue > 0);
    const Folder folder;
    folder.write("gfp/a.md");
    folder.write("gfp/b.md");
    Watcher watcher(folder.trees());
    REQUIRE(watcher.looking() == Looking::no);
    // Two alike in a row are one: by turns.
    for (std::size_t i = 0; i < queue + 10; ++i)
        fs::permissions(folder.root / (i % 2 == 0 ? "gfp/a.md" : "gfp/b.md"), fs::perms::owner_write, fs::perm_options::add);
    fs::create_directories(folder.root / "gfp/math2/new");
    CHECK(folder.told(watcher.wait()) == "untold gfp/a.md gfp/b.md");
    folder.write("gfp/math2/new/c.md");
    CHECK(folder.told(watcher.wait()) == "gfp/math2/new/c.md");
}

TEST_CASE("where the system watches no more folders, they are looked at: from the start, and from some moment on") {
    const Folder folder;
    WatchOptions options = by_looking();
    options.ask_the_system = true;
    options.most_folders = 2;
    {
        const Watcher all(folder.trees(), WatchOptions{});
        CHECK(all.looking() == Looking::no);
        Watcher few(folder.trees(), options); // root, gfp, gfp/math1
        CHECK(few.looking() == Looking::limit);
        folder.write("gfp/math1/a.md");
        CHECK(folder.told(few.wait()) == "gfp/math1/a.md");
    }
    options.most_folders = 3;
    Watcher later(folder.trees(), options);
    CHECK(later.looking() == Looking::no);
    fs::create_directories(folder.root / "gfp/math2");
    const auto told = later.wait();
    CHECK(later.looking() == Looking::limit);
    CHECK((told && told->untold));
    folder.write("gfp/math2/b.md");
    CHECK(folder.told(later.wait()) == "gfp/math2/b.md");
    CHECK(Watcher(folder.trees(), by_looking()).looking() == Looking::asked);
}

TEST_CASE("several trees, a missing one among them") {
    const Folder folder, theme;
    Watcher watcher({folder.trees()[0], {theme.root.string(), {}, {}}, {"/nowhere/at/all", {}, {}}});
    CHECK(watcher.looking() == Looking::no);
    theme.write("photos/site.css");
    const auto told = watcher.wait();
    REQUIRE(told);
    CHECK(told->paths == std::vector<std::string>{(theme.root / "photos/site.css").string()});
}

TEST_SUITE_END();
