// What happens around builds: they are killed, files change under them, somebody meddles with what they left.
#include "base/process.hpp"
#include "incremental/disk_changes.hpp"
#include "incremental/edit_kinds.hpp"
#include "incremental/run.hpp"

#include <algorithm>
#include <filesystem>

#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

namespace livret::tests {

namespace fs = std::filesystem;

// The clean tree reads the same history: its files are the same, and its .git names the other's.
void Run::commit() {
    const std::string repository = in_place_.repository();
    static const std::vector<std::string> people{"Anne Durand", "Paul Martin", "Catherine Leroy"};
    const std::string who = people[commits_ % people.size()];
    const std::string when = fmt::format("{} +0100", 1'096'880'400 + commits_++ * 7200); // in October 2004
    const auto git = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"git", "-C", repository});
        run_process({words,
                     {},
                     {{"GIT_AUTHOR_NAME", who},
                      {"GIT_AUTHOR_EMAIL", "nobody@example.org"},
                      {"GIT_COMMITTER_NAME", who},
                      {"GIT_COMMITTER_EMAIL", "nobody@example.org"},
                      {"GIT_AUTHOR_DATE", when},
                      {"GIT_COMMITTER_DATE", when},
                      {"GIT_CONFIG_GLOBAL", "/dev/null"}}});
    };
    if (!fs::exists(repository + "/.git")) {
        git({"init", "--quiet"});
        write_file(repository + "/.git/info/exclude", "/site*/\n/.livret/\n");
        write_file(clean_.repository() + "/.git", "gitdir: " + repository + "/.git\n");
    }
    git({"add", "--all"});
    git({"-c", "gc.auto=0", "commit", "--quiet", "--message", "x"});
}

bool Run::meddle(const Kind& kind, Random& random) {
    switch (kind.aside) {
    case Aside::nothing:
    case Aside::build_beside: // with the next build
        return true;
    case Aside::kill:
        kill_a_build(random);
        return true;
    case Aside::exchange_alike:
        return exchange_alike(random);
    case Aside::damage_cache:
        damage_cache(random);
        return true;
    case Aside::edit_during_build:
        return edit_during_build(random);
    default:
        return change_output(kind.aside, random);
    }
}

// Git's racy case, and its neighbours: a file is written, and written again with the same size and time, at two moments while a
// build looks at it and reads it; best before the clock has moved. That build may say either; the next one must have seen it.
bool Run::edit_during_build(Random& random) {
    const auto path = path_for_same_size(world_.files, random);
    if (!path || path->find("/trust/") != std::string::npos) return false;
    std::string& bytes = world_.files[*path].bytes;
    const std::string once = *same_size_edit(*path, bytes, random), twice = *same_size_edit(*path, once, random);
    const std::string full = in_place_.base() + "/" + *path;
    static const std::vector<FileMoment> moments{FileMoment::before_look, FileMoment::after_look, FileMoment::before_open,
                                                 FileMoment::after_close};
    const std::size_t second = random.below(5), first = second == 0 ? 4 : random.below(second);
    const bool is_laid_once = random.once_in(3) || second == 0; // the first writing is before the build
    in_place_.lay(world_.files, world_.deeds, random);
    world_.deeds = {};
    const std::int64_t time = stamp_of(full).modified;
    int written = is_laid_once ? 1 : 0;
    wait_for_tick();
    if (is_laid_once) in_place_.overwrite(*path, once, time);
    const auto write_once = [&] {
        if (written > 0) return;
        in_place_.overwrite(*path, once, time);
        written = 1;
    };
    const auto write_twice = [&] {
        if (written > 1) return;
        write_once();
        in_place_.overwrite(*path, twice, time);
        written = 2;
    };
    watch_files(path->substr(path->rfind('/') + 1), [&](FileMoment moment) {
        if (first < moments.size() && moment == moments[first]) return write_once();
        if (second < moments.size() && moment == moments[second] && written > 0) write_twice();
    });
    // The last of the moments: when everything is loaded.
    const Built built =
        build_at(in_place_, world_.settings, second == moments.size() ? std::function<void()>(write_twice) : nullptr);
    watch_files("");
    if (written == 2) ++counts_.edited_within;
    write_twice();
    bytes = twice;
    sites_[output()] = built.site;
    return true;
}

// Two folders whose files have the same names, sizes and times, of which only the numbers on the disk tell that they are others.
bool Run::exchange_alike(Random& random) {
    std::vector<std::string> folders;
    for (const std::string& path : activities_of(world_.files))
        if (path.ends_with("/index.md")) folders.push_back(path.substr(0, path.size() - 9));
    if (folders.size() < 2) return false;
    random.shuffle(folders);
    const std::string one = folders[0], other = folders[1];
    std::string &first = world_.files[one + "/index.md"].bytes, &second = world_.files[other + "/index.md"].bytes;
    std::string& shorter = first.size() < second.size() ? first : second;
    shorter += std::string(std::max(first.size(), second.size()) - shorter.size(), '\n');
    in_place_.lay(world_.files, world_.deeds, random);
    world_.deeds = {};
    wait_for_tick();
    for (const auto& [path, entry] : world_.files)
        if ((path.starts_with(one + "/") || path.starts_with(other + "/")) && entry.link.empty())
            in_place_.overwrite(path, entry.bytes, 1'102'000'000'000'000'000);
    sites_[output()] = build_at(in_place_, world_.settings).site;
    exchange_parts(world_, one, other);
    return true;
}

// At any of the changes that it makes on the disk, the first ones more often. What is edited before the next build comes on top.
void Run::kill_a_build(Random& random) {
    in_place_.lay(world_.files, world_.deeds, random);
    world_.deeds = {};
    const std::size_t most = random.once_in(2) ? 12 : static_cast<std::size_t>(changes_) + 4;
    const long at = 1 + static_cast<long>(random.below(most));
    const pid_t child = ::fork();
    if (child < 0) return;
    if (child == 0) {
        die_at_change(at);
        build_at(in_place_, world_.settings);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) ++counts_.killed;
    sites_[output()] = read_tree(output());
}

std::string Run::build_two(Random& random, Built& in_place) {
    Settings other = world_.settings;
    other.session = false;
    while (other.audience == world_.settings.audience) other.audience = static_cast<Audience>(random.below(4));
    const pid_t child = ::fork();
    if (child < 0) return "    no second process\n";
    if (child == 0) ::_exit(build_at(in_place_, other).status);
    in_place = build_at(in_place_, world_.settings);
    int status = 0;
    ::waitpid(child, &status, 0);
    const Built clean = build_clean(other);
    Built beside = clean; // what its process said is not known here
    if (!WIFEXITED(status) || WEXITSTATUS(status) != clean.status)
        return fmt::format("    the second build ended with {}, clean with {}\n", status, clean.status);
    const std::string folder = output_folder(in_place_, other);
    beside.site = read_tree(folder);
    std::string found = differences(other, sites_[folder], beside, clean);
    sites_[folder] = beside.site;
    return found.empty() ? found : "    of two builds at once, the second:\n" + found;
}

// Whatever lies in .livret/ beside the manifests: bits flipped, cut, filled with something else, gone, or as it was some time
// ago.
bool Run::damage_cache(Random& random) {
    const std::string folder = in_place_.repository() + "/.livret";
    auto files = read_tree(folder);
    std::erase_if(files, [](const auto& one) { return one.first.starts_with("manifest-") || one.first.starts_with("parts-"); });
    const auto restore = [&] {
        for (const auto& [path, bytes] : kept_cache_) {
            fs::create_directories(fs::path(folder + "/" + path).parent_path());
            write_file(folder + "/" + path, bytes);
        }
    };
    if (files.empty()) {
        if (!kept_cache_.empty() && random.once_in(2)) restore();
        return false;
    }
    ++counts_.damaged;
    const std::size_t way = random.below(8);
    if (way == 6) {
        kept_cache_ = files;
        return true;
    }
    if (way == 7) {
        restore();
        return true;
    }
    for (const auto& [path, there] : files) {
        const std::string full = folder + "/" + path;
        std::string bytes = there;
        switch (way) {
        case 0:
            fs::remove(full);
            continue;
        case 1:
            bytes.resize(random.below(bytes.size() + 1));
            break;
        case 2:
            bytes.assign(random.below(5000), static_cast<char>(random.below(256)));
            break;
        case 3:
            bytes += "and some more";
            break;
        default: // one bit in the whole, or some in each page
            for (std::size_t i = way == 4 ? 1 : 1 + bytes.size() / 4096; i > 0 && !bytes.empty(); --i) {
                char& c = bytes[random.below(bytes.size())];
                c = static_cast<char>(c ^ (1 << random.below(8)));
            }
        }
        if (random.once_in(2))
            write_file(full, bytes);
        else
            write_beside(full, bytes);
    }
    return true;
}

bool Run::change_output(Aside aside, Random& random) {
    Site& there = sites_[output()];
    std::vector<std::string> own; // that the next build writes
    for (const auto& [path, bytes] : there)
        if (world_.settings.group.empty() || path.starts_with(world_.settings.group + "/")) own.push_back(path);
    if (!is_published_ || own.empty()) return false;
    const std::string path = random.one_of(own), full = output() + "/" + path;
    if (aside == Aside::delete_output) {
        fs::remove(full);
        there.erase(path);
        return true;
    }
    if (aside == Aside::foreign_output) {
        foreign_ = path.substr(0, path.rfind('/') + 1) + "a-moi.txt"; // rfind gives npos at the top
        write_file(output() + "/" + foreign_, "nobody's");
        return true;
    }
    const Stamp before = stamp_of(full);
    std::string bytes = there[path];
    switch (random.below(4)) {
    case 0:
        bytes += "<!-- by hand -->";
        break;
    case 1:
        bytes.resize(bytes.size() / 2);
        break;
    case 2:
        if (!bytes.empty()) bytes[random.below(bytes.size())] ^= 1;
        break;
    default:
        bytes.clear();
    }
    if (bytes == there[path]) return false;
    if (random.once_in(2))
        write_file(full, bytes);
    else
        write_beside(full, bytes);
    if (random.once_in(2)) set_modified(full, before.modified);
    there[path] = bytes;
    return true;
}

} // namespace livret::tests
