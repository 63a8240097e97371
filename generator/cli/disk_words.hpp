// What is wrong with the machine, in words.
#pragma once

#include "base/date.hpp"
#include "disk/disk.hpp"

#include <string>

namespace livret {

// What was tried, on what, and the system's reason.
std::string explain_disk(const DiskError& error, Language lang);

} // namespace livret
