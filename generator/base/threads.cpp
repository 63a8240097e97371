#include "base/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

namespace livret {

void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    std::size_t failed_at = std::numeric_limits<std::size_t>::max();
    const auto run = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < count;) {
            try {
                work(i);
            } catch (...) {
                const std::scoped_lock lock(mutex);
                if (i < failed_at) {
                    failed_at = i;
                    failure = std::current_exception();
                }
            }
        }
    };
    const auto threads = std::min<std::size_t>(std::max(1u, jobs), count);
    if (threads <= 1) {
        run();
    } else {
        std::vector<std::jthread> pool;
        for (std::size_t i = 1; i < threads; ++i) pool.emplace_back(run);
        run();
        pool.clear(); // joins
    }
    if (failure) std::rethrow_exception(failure);
}

unsigned available_jobs() {
    return std::max(1u, std::thread::hardware_concurrency());
}

} // namespace livret
