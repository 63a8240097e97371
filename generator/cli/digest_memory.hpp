// What `livret digest` has told whom: a private file outside the repository.
//
// JSON: for each person, under a digest of her identifier, the digests of what she was told with the day of it. It names nobody
// and says nothing to others; a robot can keep it between its runs. What is no longer anywhere is forgotten after a year and a
// bit, so that a file which is left out for some days (an error in it) is not told again when it comes back; a state that ended
// (a file had errors, something waited) after a week, so that it is told when it begins again. The day is that it was seen last.
#pragma once

#include "base/date.hpp"
#include "cli/command.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// --state, else digest/<institution>.json of the person's own state folder. Throws CommandError: it lies in a shared folder.
std::string digest_memory_path(const Command& command, const std::string& institution);

class DigestMemory {
  public:
    // Takes the file for itself until the end: two runs at once would tell everything twice. Throws CommandError: another run has
    // it, or it is no such file.
    explicit DigestMemory(std::string path);
    ~DigestMemory();
    DigestMemory(const DigestMemory&) = delete;
    DigestMemory& operator=(const DigestMemory&) = delete;

    bool knows(std::string_view person) const;
    bool was_told(std::string_view person, std::string_view key) const;
    void note(std::string_view person, const std::vector<std::string>& keys, Date day); // the person is known from then on
    // `current`: what there is to tell today, told or not; it is never forgotten.
    void forget_old(const std::set<std::string>& current, Date today);
    void save() const; // whole, through to the disk

  private:
    std::string path_;
    int lock_ = -1;
    std::map<std::string, std::map<std::string, Date>> told_;
};

} // namespace livret
