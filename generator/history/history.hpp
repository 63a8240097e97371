// When each file of the repository last changed, as git records it. [only user of git]
//
// Git is asked once, for the names and dates of the whole history. A folder that is no git repository, or a machine
// without git, has no history: pages then show the dates that texts state themselves.
#pragma once

#include "base/date.hpp"
#include "base/paths.hpp"

#include <map>
#include <string>

namespace livret {

// The day of each file's last commit up to `until`, in its author's time zone. `root` is a folder of this machine.
std::map<SourcePath, Date> last_changes(const std::string& root, Date until);

} // namespace livret
