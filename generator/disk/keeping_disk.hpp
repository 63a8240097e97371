// A disk of which a file is read once though two want it: who wants to know its content first, and who makes something of it.
// What the first reads is kept; the second, once told to (`hand_out`), gets it from here, and then it is forgotten. What is large
// (a picture that was signed with a text) is read twice, so that a group's fill no memory. Any thread.
#pragma once

#include "disk/read_only_disk.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace livret {

class KeepingDisk final : public ReadOnlyDisk {
  public:
    static constexpr std::size_t most_kept = 32 << 10; // bytes of a file

    // Must outlive it.
    explicit KeepingDisk(const Disk& disk) : disk_(disk) {}

    void hand_out() { hands_out_ = true; }
    bool is_empty() const;

    std::vector<DiskEntry> list(std::string_view folder) const override { return disk_.list(folder); }
    std::string read(std::string_view path) const override;
    bool exists(std::string_view path) const override { return disk_.exists(path); }
    EntryKind kind(std::string_view path) const override { return disk_.kind(path); }
    Stamp stamp(std::string_view path) const override { return disk_.stamp(path); }
    std::vector<Stamp> stamps(std::string_view folder, const std::vector<std::string>& names) const override {
        return disk_.stamps(folder, names);
    }

  private:
    const Disk& disk_;
    std::atomic<bool> hands_out_{false};
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::string, std::less<>> kept_; // contents by path
};

} // namespace livret
