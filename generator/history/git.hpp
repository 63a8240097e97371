// Running git on one folder, the way all of this room does: English words, no pager, no editor, names as they are, objects as
// they were made (no refs/replace), and nothing of the repository's that would start other programs to look at its files.
#pragma once

#include "base/process.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

class Git {
  public:
    explicit Git(std::string folder) : folder_(std::move(folder)) {}

    void add_environment(std::pair<std::string, std::string> variable) { more_.push_back(std::move(variable)); }
    void add_setting(std::string setting) { settings_.push_back(std::move(setting)); } // "user.name=Anne Durand"

    // Before each run a file of that name is made, and removed after it: whoever is killed leaves it.
    void note_work_in(std::string file) { note_ = std::move(file); }

    ProcessResult run(const std::vector<std::string>& words, std::string_view input = {}) const;
    // Its first line; nothing if it failed.
    std::optional<std::string> line(const std::vector<std::string>& words) const;

  private:
    std::string folder_;
    std::vector<std::pair<std::string, std::string>> more_;
    std::vector<std::string> settings_;
    std::string note_; // empty: none
};

inline bool is_fine(const ProcessResult& result) {
    return result.end == ProcessEnd::finished;
}

// What stands between NULs.
std::vector<std::string> split_at_nul(std::string_view text);

// A path as it is named within the folder `prefix` ("content/"); the whole of one that lies elsewhere.
std::string below(std::string_view prefix, const std::string& path);

// An entry of a tree.
struct TreeEntry {
    std::string mode, id; // "100644"; both empty: nothing is there
    bool is_there() const { return !id.empty(); }
    bool is_file() const { return mode == "100644" || mode == "100755"; } // no link, no repository in the repository
    bool operator==(const TreeEntry&) const = default;
};
struct TreeChange {
    TreeEntry before, after;
};
// What differs between two trees or commits, by path below the top; renames are a removal and an addition. Nothing: git
// failed.
std::optional<std::map<std::string, TreeChange>> tree_changes(const Git& git, const std::string& from, const std::string& to);

// The bytes of a blob; nothing if it is none.
std::optional<std::string> read_blob(const Git& git, const std::string& id);
// Adds one to git's store; its id.
std::optional<std::string> write_blob(const Git& git, std::string_view bytes);

} // namespace livret
