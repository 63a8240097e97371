#include "disk/watch_way.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <map>

#include <linux/limits.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

// A file that is made, or written to, counts when it is closed: IN_CREATE matters for folders and links alone.
constexpr std::uint32_t watched = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB | IN_ONLYDIR |
                                  IN_DONT_FOLLOW | IN_EXCL_UNLINK;

class SystemWay : public WatchWay {
  public:
    SystemWay(const std::vector<WatchedTree>& trees, std::size_t most_folders) : trees_(trees), most_folders_(most_folders) {
        descriptor_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        if (descriptor_ < 0) {
            why_ = errno == EMFILE || errno == ENFILE || errno == ENOMEM ? Looking::limit : Looking::missing;
            return;
        }
        follow_all(nullptr);
    }
    ~SystemWay() override {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    SystemWay(const SystemWay&) = delete;
    SystemWay& operator=(const SystemWay&) = delete;

    Looking why() const { return why_; }
    int descriptor() const override { return descriptor_; }

    bool gather(Changes& out) override {
        alignas(inotify_event) std::array<char, 64 * (sizeof(inotify_event) + NAME_MAX + 1)> buffer;
        while (true) {
            const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) break;
            for (const char* at = buffer.data(); at < buffer.data() + size;) {
                const auto* event = reinterpret_cast<const inotify_event*>(at);
                take(*event, event->len > 0 ? std::string(event->name) : std::string(), out);
                at += sizeof(inotify_event) + event->len;
            }
        }
        return why_ == Looking::no;
    }

  private:
    struct Folder {
        std::size_t tree = 0;
        std::string path; // relative to the tree's root; empty: the root
    };

    std::string whole(const Folder& folder) const {
        return folder.path.empty() ? trees_[folder.tree].root : trees_[folder.tree].root + "/" + folder.path;
    }
    static std::string below(const Folder& folder, const std::string& name) {
        return folder.path.empty() ? name : folder.path + "/" + name;
    }

    void follow_all(Changes* found) {
        for (std::size_t tree = 0; tree < trees_.size(); ++tree) follow({tree, {}}, found);
    }

    // Watches first and looks then: what comes in between is told twice rather than never. What is in it is new to whoever
    // gives `found`.
    void follow(const Folder& folder, Changes* found) {
        if (why_ != Looking::no) return;
        const std::string path = whole(folder);
        const int number = folders_.size() < most_folders_ ? ::inotify_add_watch(descriptor_, path.c_str(), watched) : -1;
        if (number < 0) {
            if (folders_.size() >= most_folders_ || errno == ENOSPC || errno == ENOMEM) why_ = Looking::limit;
            return; // else it is gone again, is a link, or nobody may read it
        }
        folders_[number] = folder;
        std::error_code ignored;
        for (fs::directory_iterator it(path, ignored), end; !ignored && it != end; it.increment(ignored)) {
            std::error_code gone;
            const bool is_folder = it->symlink_status(gone).type() == fs::file_type::directory;
            const std::string inner = below(folder, it->path().filename().native());
            if (gone || !counts(trees_[folder.tree], inner, is_folder)) continue;
            if (found != nullptr) found->paths.push_back(it->path().native());
            if (is_folder) follow({folder.tree, inner}, found);
        }
    }

    // A folder that was moved away is watched still, wherever it is now.
    void forget(const Folder& gone) {
        std::erase_if(folders_, [&](const auto& one) {
            const Folder& folder = one.second;
            const bool inside =
                folder.tree == gone.tree && (folder.path == gone.path || folder.path.starts_with(gone.path + "/"));
            if (inside) ::inotify_rm_watch(descriptor_, one.first);
            return inside;
        });
    }

    void take(const inotify_event& event, const std::string& name, Changes& out) {
        if ((event.mask & IN_Q_OVERFLOW) != 0) { // events were dropped, new folders among them
            out.untold = true;
            follow_all(nullptr);
            return;
        }
        const auto found = folders_.find(event.wd);
        if (found == folders_.end()) return;
        if ((event.mask & IN_IGNORED) != 0) {
            folders_.erase(found);
            return;
        }
        if (name.empty()) return; // of the folder itself: its own folder tells
        const Folder parent = found->second;
        const bool is_folder = (event.mask & IN_ISDIR) != 0;
        const Folder inner{parent.tree, below(parent, name)};
        if (!counts(trees_[parent.tree], inner.path, is_folder)) return;
        const std::string path = whole(inner);
        if (is_folder) {
            if ((event.mask & (IN_MOVED_FROM | IN_DELETE)) != 0) forget(inner);
            if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) follow(inner, &out);
        } else if ((event.mask & IN_CREATE) != 0 && !is_whole_at_once(path)) {
            return;
        }
        out.paths.push_back(path);
    }

    // A link, or a second name of a file: nobody will close it.
    static bool is_whole_at_once(const std::string& path) {
        struct stat facts {};
        return ::lstat(path.c_str(), &facts) == 0 && (!S_ISREG(facts.st_mode) || facts.st_nlink > 1);
    }

    std::vector<WatchedTree> trees_;
    std::size_t most_folders_;
    Looking why_ = Looking::no;
    int descriptor_ = -1;
    std::map<int, Folder> folders_;
};

} // namespace

std::unique_ptr<WatchWay> watch_by_system(const std::vector<WatchedTree>& trees, std::size_t most_folders, Looking& why) {
    auto out = std::make_unique<SystemWay>(trees, most_folders);
    why = out->why();
    if (why != Looking::no) return nullptr;
    return out;
}

} // namespace livret
