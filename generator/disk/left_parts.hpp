// Half files that killed programs left behind: `write` names them ".NAME.PID-N.part" until they are whole.
#pragma once

#include "disk/disk.hpp"

#include <string_view>

namespace livret {

// Removes them from `folder` and the folders below it, but for those of a program that still runs on this machine.
void remove_left_parts(Disk& disk, std::string_view folder);

} // namespace livret
