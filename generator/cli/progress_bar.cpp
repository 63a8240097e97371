#include "cli/progress_bar.hpp"

#include <cstdio>
#include <string>

#include <unistd.h>

namespace livret {

namespace {

constexpr std::size_t width = 40;

} // namespace

ProgressBar::ProgressBar(const Command& command) : drawn_at_all_(!command.quiet() && isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(std::size_t done, std::size_t total) {
    if (!drawn_at_all_ || total == 0) return;
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - start_ < std::chrono::milliseconds(500) || now - drawn_ < std::chrono::milliseconds(100)) return;
    drawn_ = now;
    const std::size_t filled = done * width / total;
    std::fprintf(stderr, "\r[%s%s] %zu/%zu", std::string(filled, '#').c_str(), std::string(width - filled, '.').c_str(), done,
                 total);
    visible_ = true;
}

void ProgressBar::erase() {
    const std::lock_guard lock(mutex_);
    if (visible_) std::fprintf(stderr, "\r\x1b[K");
    visible_ = false;
}

std::function<void(std::size_t, std::size_t)> ProgressBar::shower() {
    if (!drawn_at_all_) return {};
    return [this](std::size_t done, std::size_t total) { show(done, total); };
}

} // namespace livret
