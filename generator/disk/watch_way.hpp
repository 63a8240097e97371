// The two ways of a watcher to learn of changes. They are asked by one thread.
#pragma once

#include "disk/watcher.hpp"

#include <memory>

namespace livret {

class WatchWay {
  public:
    virtual ~WatchWay() = default;
    // What changed since it was last asked. False: this way is at its end, and another has to be taken.
    virtual bool gather(Changes& out) = 0;
    // A descriptor that becomes readable when something changes; -1: it has to be asked every now and then.
    virtual int descriptor() const = 0;
};

// Nothing, and `why`, if the system does not watch all of it.
std::unique_ptr<WatchWay> watch_by_system(const std::vector<WatchedTree>& trees, std::size_t most_folders, Looking& why);
std::unique_ptr<WatchWay> watch_by_looking(const std::vector<WatchedTree>& trees);

} // namespace livret
