// Every call that changes the disk, counted; and, in a child process, the one at which it dies as if it were killed. And the
// moments at which this process looks at a file, for changing it just then.
#pragma once

#include <functional>
#include <string>

namespace livret::tests {

long disk_changes(); // by this process so far
// From now on: the n-th change (1: the next) is not made, the process is gone.
void die_at_change(long n);

// From now on, files' times and the clock that stamps them go on by ticks of so many milliseconds: as kernels are that this one
// may not be (it may give finer times to files that somebody has looked at).
void set_tick(long milliseconds);

enum class FileMoment { before_look, after_look, before_open, after_close };
// From now on, `hook` is called around each look at a file of this name, in whatever folder, by any thread; not from within
// itself. Without a hook: no more.
void watch_files(std::string name, std::function<void(FileMoment)> hook = {});

} // namespace livret::tests
