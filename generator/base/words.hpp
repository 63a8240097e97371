// Short words in the reader's language that more than one room needs.
#pragma once

#include "base/date.hpp"

#include <cstdint>
#include <string>
#include <system_error>

namespace livret {

// A file's size in binary units: "21,0 Mio", "120 Kio"; "21.0 MiB", "120 KiB".
std::string shown_size(std::uint64_t bytes, Language lang);

// The system's reason: "droits insuffisants", "no such file or folder". The rare ones come as the C library says them.
std::string system_words(std::error_code code, Language lang);

} // namespace livret
