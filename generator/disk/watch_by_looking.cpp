#include "disk/watch_way.hpp"

#include <filesystem>
#include <map>

#include <sys/stat.h>

namespace livret {

namespace fs = std::filesystem;

namespace {

struct Facts {
    ino_t number = 0;
    mode_t mode = 0;
    off_t size = 0;
    timespec changed{};
    bool operator==(const Facts& other) const {
        return number == other.number && mode == other.mode && size == other.size && changed.tv_sec == other.changed.tv_sec &&
               changed.tv_nsec == other.changed.tv_nsec;
    }
};

class LookingWay : public WatchWay {
  public:
    explicit LookingWay(const std::vector<WatchedTree>& trees) : trees_(trees), seen_(look()) {}

    bool gather(Changes& out) override {
        std::map<std::string, Facts> now = look();
        for (const auto& [path, facts] : now) {
            const auto before = seen_.find(path);
            if (before == seen_.end() || before->second != facts) out.paths.push_back(path);
        }
        for (const auto& [path, facts] : seen_)
            if (!now.contains(path)) out.paths.push_back(path);
        seen_ = std::move(now);
        return true;
    }
    int descriptor() const override { return -1; }

  private:
    std::map<std::string, Facts> look() const {
        std::map<std::string, Facts> out;
        for (const WatchedTree& tree : trees_) {
            std::error_code ignored;
            const fs::path root(tree.root);
            for (fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, ignored), end;
                 !ignored && it != end; it.increment(ignored)) {
                struct stat facts {};
                if (::lstat(it->path().c_str(), &facts) != 0) continue;
                const bool folder = S_ISDIR(facts.st_mode);
                if (!counts(tree, it->path().native().substr(tree.root.size() + 1), folder)) {
                    it.disable_recursion_pending();
                    continue;
                }
                // A folder's own time changes with names in it that do not count.
                out[it->path().native()] = folder ? Facts{} : Facts{facts.st_ino, facts.st_mode, facts.st_size, facts.st_mtim};
            }
        }
        return out;
    }

    std::vector<WatchedTree> trees_;
    std::map<std::string, Facts> seen_;
};

} // namespace

std::unique_ptr<WatchWay> watch_by_looking(const std::vector<WatchedTree>& trees) {
    return std::make_unique<LookingWay>(trees);
}

} // namespace livret
