// Tables that are wider than a page can show and than cmark-gfm can read in reasonable time, found before it sees them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace livret {

struct WideTable {
    std::size_t offset = 0; // of the line in the text
    int columns = 0;
};

// The first line that would make a table of more than `limit` columns, outside fenced code.
std::optional<WideTable> find_wide_table(std::string_view text, int limit);

} // namespace livret
