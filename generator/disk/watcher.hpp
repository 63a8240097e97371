// Waits until something changes below some folders. The system tells (inotify); where it cannot (a network drive, no more folders
// that it may be asked about), names, sizes and times are looked at again and again.
//
// What changes together is told together: an editor writes beside a file and renames, a checkout changes hundreds. A file that is
// being written counts once whoever writes it has closed it. One thread waits; any other may wake or stop it.
#pragma once

#include "disk/watched_tree.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct WatchOptions {
    bool ask_the_system = true;                   // false: looks from the start
    std::size_t most_folders = std::size_t(-1);   // beyond which the system is taken to refuse
    std::chrono::milliseconds quiet{3};           // without a change: what changed together is there
    std::chrono::milliseconds longest_burst{500}; // told after that in any case
    std::chrono::milliseconds between_looks{150};
};

struct Changes {
    std::vector<std::string> paths; // absolute, sorted, each once
    bool untold = false;            // more than these: the system lost count
    bool empty() const { return paths.empty() && !untold; }
};

// Why files are looked at again and again.
enum class Looking {
    no,
    asked,   // by WatchOptions
    network, // what others change on such a drive, this system is not told
    limit,   // the system watches no more folders
    missing, // the system does not watch
};

class Watcher {
  public:
    // What changes from now on is told. A folder that is not there is no mistake: it is waited for, but for a root.
    explicit Watcher(std::vector<WatchedTree> trees, WatchOptions options = {});
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    // The next changes; empty if wake() was called and there are none. Nothing: stop() was called.
    std::optional<Changes> wait();
    // wait() returns now, with all that changed before this call.
    void wake();
    void stop();

    Looking looking() const; // may change in wait()

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace livret
