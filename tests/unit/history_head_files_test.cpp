// Git's own files against git: whatever is done, they never look the same where git has something else to say.
#include "base/process.hpp"
#include "history/head_files.hpp"
#include "history/history.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace livret;
namespace fs = std::filesystem;

namespace {

struct Place {
    TemporaryFolder folder;
    const fs::path path = folder.path;
    Place() { fs::create_directories(path / "content"); }

    std::string root() const { return (path / "content").native(); }
    void git(std::vector<std::string> words) const {
        words.insert(words.begin(), {"git", "-C", path.native(), "-c", "user.name=Anne", "-c", "user.email=a@b.example"});
        const ProcessResult result = run_process({words, "", {{"GIT_CONFIG_NOSYSTEM", "1"}, {"HOME", "/nonexistent"}}});
        REQUIRE_MESSAGE(result.end == ProcessEnd::finished, result.errors);
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }
    void commit() const { git({"commit", "-q", "--allow-empty", "-m", "x"}); }
};

struct Seen {
    std::optional<std::string> files;
    HistoryState state;
};
Seen seen(const Place& place) {
    auto files = head_files(place.root());
    return {std::move(files), history_state(place.root())};
}

} // namespace

TEST_CASE("files of git that look the same tell of the same history") {
    const Place place;
    std::vector<Seen> all{seen(place)};
    const auto then = [&] { all.push_back(seen(place)); };
    place.git({"init", "-q", "-b", "main", "."});
    then();
    place.commit();
    then();
    CHECK(all.back().files.has_value());
    CHECK(seen(place).files == all.back().files);
    place.commit();
    then();
    place.git({"pack-refs", "--all"});
    then();
    CHECK(all.back().files.has_value());
    place.commit();
    then();
    place.git({"pack-refs", "--all"});
    then();
    place.git({"checkout", "-q", "-b", "other"});
    then();
    place.commit();
    then();
    place.git({"checkout", "-q", "main"});
    then();
    place.git({"checkout", "-q", "--detach", "other"});
    then();
    CHECK(all.back().files.has_value());
    place.write(".mailmap", "Anne <a@b.example>\n");
    then();
    place.git({"config", "log.follow", "true"});
    then();
    place.git({"symbolic-ref", "HEAD", "refs/heads/main"});
    then();
    place.git({"symbolic-ref", "refs/heads/again", "refs/heads/other"});
    place.git({"symbolic-ref", "HEAD", "refs/heads/again"});
    then();
    place.commit();
    then();
    place.git({"worktree", "add", "-q", "-b", "third", "content/tree"});
    then();
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (all[i].files && all[i].files == all[j].files) {
                CAPTURE(i);
                CAPTURE(j);
                CHECK(all[i].state == all[j].state);
            }
    const std::string tree = (place.path / "content/tree").native();
    CHECK_MESSAGE(!head_files(tree), "of another work tree, files lie elsewhere");
}

TEST_CASE("what files do not show is not told by them") {
    const Place place;
    CHECK_MESSAGE(head_files(place.root()) == "none", "no repository");
    place.git({"init", "-q", "-b", "main", "."});
    CHECK_MESSAGE(!head_files(place.root()), "nothing is checked out yet");
    place.commit();
    REQUIRE(head_files(place.root()));
    place.write(".git/HEAD", "ref: ../outside\n");
    CHECK(!head_files(place.root()));
    place.write(".git/HEAD", "ref: refs/heads/.invalid\n"); // as git writes it where refs are kept otherwise
    CHECK(!head_files(place.root()));
    place.write(".git/HEAD", std::string(100000, 'x'));
    CHECK(!head_files(place.root()));
    place.write(".git/HEAD", "ref: refs/heads/main\n");
    REQUIRE(head_files(place.root()));
    ::setenv("GIT_DIR", "/nonexistent", 1);
    CHECK_MESSAGE(!head_files(place.root()), "git looks elsewhere");
    ::unsetenv("GIT_DIR");
    const Place bare;
    bare.git({"init", "-q", "--bare", "content"});
    CHECK_MESSAGE(!head_files(bare.root()), "git's own folder");
    CHECK(!head_files((bare.path / "nowhere").native()));
}
