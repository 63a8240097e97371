// A line of a terminal that says how far a run is, once it has taken half a second.
#pragma once

#include "cli/command.hpp"

#include <chrono>
#include <functional>
#include <mutex>

namespace livret {

class ProgressBar {
  public:
    // Draws nothing with --quiet, or where standard error is no terminal.
    explicit ProgressBar(const Command& command);
    ~ProgressBar() { erase(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(std::size_t done, std::size_t total); // any thread
    void erase();
    // For BuildOptions::progress; empty if nothing is drawn. The bar must outlive it.
    std::function<void(std::size_t done, std::size_t total)> shower();

  private:
    const bool drawn_at_all_;
    std::mutex mutex_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now(), drawn_{};
    bool visible_ = false;
};

} // namespace livret
