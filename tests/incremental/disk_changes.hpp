// Every call that changes the disk, counted; and, in a child process, the one at which it dies as if it were killed.
#pragma once

namespace livret::tests {

long disk_changes(); // by this process so far
// From now on: the n-th change (1: the next) is not made, the process is gone.
void die_at_change(long n);

} // namespace livret::tests
