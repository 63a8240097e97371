#include "disk/watcher.hpp"

#include "disk/disk.hpp"
#include "disk/watch_way.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace livret {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// Drives whose files others change without this system's being told: NFS, SMB, CIFS, SMB2, Plan 9 (virtual machines, WSL),
// VirtualBox, FUSE (sshfs).
bool is_on_network(const std::string& folder) {
    struct statfs facts {};
    if (::statfs(folder.c_str(), &facts) != 0) return false;
    static constexpr std::array<std::uint32_t, 7> drives{0x6969,     0x517b,     0xff534d42, 0xfe534d42,
                                                         0x01021997, 0x786f4256, 0x65735546};
    return std::find(drives.begin(), drives.end(), static_cast<std::uint32_t>(facts.f_type)) != drives.end();
}

} // namespace

struct Watcher::Inside {
    std::vector<WatchedTree> trees;
    WatchOptions options;
    std::unique_ptr<WatchWay> way;
    std::atomic<Looking> looking{Looking::no};
    std::atomic<bool> stopped{false};
    int bell = -1; // readable: somebody called wake() or stop()

    void look(Looking why) {
        looking = why;
        way = watch_by_looking(trees);
    }

    void ring() const {
        const std::uint64_t one = 1;
        while (::write(bell, &one, sizeof one) < 0 && errno == EINTR) {
        }
    }
    void silence() const {
        std::uint64_t count = 0;
        (void)!::read(bell, &count, sizeof count);
    }

    void gather(Changes& out) {
        if (way->gather(out)) return;
        look(Looking::limit); // from here on; what came before it looked may be lost
        out.untold = true;
    }

    // Until something is told, somebody rings, or the time is over. True: somebody rang.
    bool pause(std::optional<milliseconds> time) const {
        std::array<pollfd, 2> ears{pollfd{bell, POLLIN, 0}, pollfd{way->descriptor(), POLLIN, 0}};
        ::poll(ears.data(), way->descriptor() < 0 ? 1 : 2, time ? static_cast<int>(time->count()) : -1);
        return (ears[0].revents & POLLIN) != 0;
    }

    // Looking costs time on a large repository: at most a twentieth of it.
    std::optional<milliseconds> until_next_look() const {
        if (way->descriptor() >= 0) return std::nullopt;
        return std::max(options.between_looks, 20 * last_look);
    }
    milliseconds last_look{0};

    void timed_gather(Changes& out) {
        const auto start = Clock::now();
        gather(out);
        last_look = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    }
};

Watcher::Watcher(std::vector<WatchedTree> trees, WatchOptions options) : inside_(std::make_unique<Inside>()) {
    inside_->trees = std::move(trees);
    inside_->options = options;
    inside_->bell = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (inside_->bell < 0) throw DiskError("watch", "eventfd", std::error_code(errno, std::generic_category()));
    Looking why = Looking::asked;
    const auto far = [](const WatchedTree& one) { return is_on_network(one.root); };
    if (options.ask_the_system) {
        if (std::any_of(inside_->trees.begin(), inside_->trees.end(), far))
            why = Looking::network;
        else
            inside_->way = watch_by_system(inside_->trees, options.most_folders, why);
    }
    if (inside_->way == nullptr) inside_->look(why);
}

Watcher::~Watcher() {
    ::close(inside_->bell);
}

std::optional<Changes> Watcher::wait() {
    Changes out;
    bool rung = false;
    while (out.empty() && !rung && !inside_->stopped) {
        rung = inside_->pause(inside_->until_next_look());
        if (rung) inside_->silence();
        inside_->timed_gather(out);
    }
    // What belongs to it comes within milliseconds. Whoever rings wants what there is.
    const auto end = Clock::now() + inside_->options.longest_burst;
    while (!rung && !inside_->stopped && Clock::now() < end) {
        rung = inside_->pause(inside_->options.quiet);
        if (rung) inside_->silence();
        Changes more;
        inside_->gather(more);
        if (more.empty()) break;
        out.paths.insert(out.paths.end(), more.paths.begin(), more.paths.end());
        out.untold = out.untold || more.untold;
    }
    if (inside_->stopped) return std::nullopt;
    std::sort(out.paths.begin(), out.paths.end());
    out.paths.erase(std::unique(out.paths.begin(), out.paths.end()), out.paths.end());
    return out;
}

void Watcher::wake() {
    inside_->ring();
}
void Watcher::stop() {
    inside_->stopped = true;
    inside_->ring();
}
Looking Watcher::looking() const {
    return inside_->looking;
}

} // namespace livret
