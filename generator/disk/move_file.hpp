// A file that gets another name: there it is whole, or here it still is.
#pragma once

#include <string>
#include <string_view>

namespace livret {

// From one path below `root` to another; makes the folder it goes to if only that is missing. Follows no link, and takes no name
// that something has. Through to the disk. Throws DiskError; then nothing moved.
void move_file(const std::string& root, std::string_view from, std::string_view to);

} // namespace livret
