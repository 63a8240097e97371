// Files in memory onto a disk, in the ways that editors, git and people change files there; and back.
#pragma once

#include "incremental/world.hpp"

#include <map>
#include <string>

namespace livret::tests {

// A base folder that holds a repository, and what was last written there.
class Tree {
  public:
    Tree(std::string base, const std::string& share); // of which it gets a copy of its own
    const std::string& base() const { return base_; }
    std::string repository() const { return base_ + "/repository"; }
    std::string theme() const { return base_ + "/theme"; }
    std::string share() const { return base_ + "/share"; }

    // Makes the disk hold `files`, changing only what differs.
    void lay(const Files& files, const Deeds& deeds, Random& random);
    // At once, with this time. Nothing is asked of the file before: some kernels then give it finer times.
    void overwrite(const std::string& path, const std::string& bytes, std::int64_t modified);
    // The same folder under another name.
    void rename_to(const std::string& base);
    const Files& laid() const { return laid_; }

  private:
    void carry_out(const Deeds& deeds);
    void put(const std::string& path, const Entry& entry, bool same_time, Random& random);
    void remove(const std::string& path);
    void remove_empty_folders(const std::string& path) const; // above it

    std::string base_;
    Files laid_;
};

// Every file below a folder, hidden ones too; a link as the place it leads to.
std::map<std::string, std::string> read_tree(const std::string& folder);
std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& bytes);   // over what is there
void write_beside(const std::string& path, const std::string& bytes); // and renames: another inode

struct Stamp {
    std::int64_t modified = 0, changed = 0; // nanoseconds
    std::uint64_t inode = 0;
};
Stamp stamp_of(const std::string& path);
void set_modified(const std::string& path, std::int64_t nanoseconds);
// Returns at the beginning of a tick of the clock that files' times come from.
void wait_for_tick();

} // namespace livret::tests
