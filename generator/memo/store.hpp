// What earlier runs of the program worked out, kept on disk: names and bytes, in one file. [only user of SQLite]
//
// A memo never matters but for time: one that is missing, damaged, made by another program or in use by another process is as
// good as an empty one. Each value is kept with a digest of its name and bytes: what a disk or a person changed is not found.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace livret {

class MemoStore {
  public:
    // `path`: of the file, in a folder that is there. `maker`: who may read it, for the types of what is kept are the program's
    // own: what another one left is dropped. Never fails.
    MemoStore(std::string path, std::string maker);
    ~MemoStore();
    MemoStore(const MemoStore&) = delete;
    MemoStore& operator=(const MemoStore&) = delete;

    // One thread at a time. What was put is found at once; what was dropped is, until it is written.
    std::optional<std::string> get(std::string_view name);
    // Kept when much of it waits, at the latest by save(): what is put must be right whenever the program ends.
    void put(std::string_view name, std::string_view bytes);
    void drop(std::string_view name);
    void save(); // all that waits, or nothing of it
    // Why it is as good as empty, in English, for --verbose; empty: it is not.
    const std::string& trouble() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace livret
