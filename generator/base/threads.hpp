// Parallel loops. The standard library's threads are enough: the work items are independent and of similar size.
#pragma once

#include <cstddef>
#include <functional>

namespace livret {

// Calls work(i) for every i in [0, count) on at most `jobs` threads, and returns when all are done. The first exception
// (that of the lowest i) is thrown again here. Write results into result[i], so that the order never depends on timing.
void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

// The number of processors this process may use; at least 1.
unsigned available_jobs();

} // namespace livret
