#include "history/git_locks.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace livret {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto patience = 5s; // a git that is not waiting for a person is done by then
constexpr auto moment = 2s;   // longer than a program that is no git holds a lock
constexpr auto old = 60s;

bool is_in(const fs::path& folder, const std::string& tree) {
    return folder == tree || folder.string().starts_with(tree + "/");
}

// git goes to the top of the work tree, or to its own folder, before it does anything.
bool git_works_in(const WorkTree& place) {
    std::error_code none;
    for (fs::directory_iterator one("/proc", none), end; !none && one != end; one.increment(none)) {
        std::string name;
        std::ifstream(one->path() / "comm") >> name;
        if (!name.starts_with("git")) continue;
        std::error_code gone;
        const fs::path folder = fs::read_symlink(one->path() / "cwd", gone);
        if (!gone && (is_in(folder, place.top) || is_in(folder, place.git_folder))) return true;
    }
    return false;
}

bool may_go(const fs::path& lock, const fs::path& note) {
    std::error_code none;
    const auto made = fs::last_write_time(lock, none);
    if (none) return true; // gone already
    const auto age = fs::file_time_type::clock::now() - made;
    const auto since = fs::last_write_time(note, none);
    const bool ours = !none && since <= made;
    return age > (ours ? moment : old);
}

} // namespace

std::string remove_left_locks(const Git& git, const WorkTree& place) {
    const auto disk = open_real_disk(place.git_folder);
    const auto whole = [&](const std::string& name) { return place.git_folder + "/" + name; };
    std::vector<std::string> locks{"index.lock", "HEAD.lock"};
    if (const auto branch = git.line({"symbolic-ref", "-q", "HEAD"})) locks.push_back(*branch + ".lock");
    const auto until = std::chrono::steady_clock::now() + patience;
    while (true) {
        std::erase_if(locks, [&](const std::string& one) { return !disk->exists(one); });
        const auto held = std::find_if(locks.begin(), locks.end(),
                                       [&](const std::string& one) { return !may_go(whole(one), whole(git_at_work)); });
        if (locks.empty() || (held == locks.end() && !git_works_in(place))) break;
        if (std::chrono::steady_clock::now() > until) return whole(held == locks.end() ? locks.front() : *held);
        std::this_thread::sleep_for(100ms);
    }
    for (const std::string& one : locks) disk->remove(one);
    if (disk->exists(git_at_work)) disk->remove(git_at_work);
    return {};
}

} // namespace livret
