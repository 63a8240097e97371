#include "disk/keeping_disk.hpp"

#include <utility>

namespace livret {

std::string KeepingDisk::read(std::string_view path) const {
    if (hands_out_) {
        const std::lock_guard lock(mutex_);
        if (const auto found = kept_.find(path); found != kept_.end()) {
            std::string bytes = std::move(found->second);
            kept_.erase(found);
            return bytes;
        }
    } else {
        std::string bytes = disk_.read(path);
        if (bytes.size() > most_kept) return bytes;
        const std::lock_guard lock(mutex_);
        return kept_.insert_or_assign(std::string(path), std::move(bytes)).first->second;
    }
    return disk_.read(path);
}

bool KeepingDisk::is_empty() const {
    const std::lock_guard lock(mutex_);
    return kept_.empty();
}

} // namespace livret
