#include "markup/table_guard.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace livret {

namespace {

int columns_of(std::string_view line) {
    std::string_view row = trim(line);
    if (row.starts_with('|')) row.remove_prefix(1);
    if (row.ends_with('|') && !row.ends_with("\\|")) row.remove_suffix(1);
    int bars = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
        if (row[i] == '|' && (i == 0 || row[i - 1] != '\\')) ++bars;
    return bars + 1;
}

// "| --- | :-: |", also inside a quotation or a list.
bool is_delimiter_row(std::string_view line) {
    const std::size_t start = line.find_first_not_of(" \t>*+0123456789.)");
    if (start == std::string_view::npos) return false;
    const std::string_view row = line.substr(start);
    return row.find('-') != std::string_view::npos && row.find_first_not_of("|:- \t\r") == std::string_view::npos &&
           row.find('|') != std::string_view::npos;
}

std::string_view fence_of(std::string_view line) {
    const std::string_view text = trim(line);
    for (const char mark : {'`', '~'}) {
        const std::size_t size = std::min(text.find_first_not_of(mark), text.size());
        if (size >= 3) return text.substr(0, size);
    }
    return {};
}

} // namespace

std::optional<WideTable> find_wide_table(std::string_view text, int limit) {
    std::string_view fence, before;
    std::size_t before_offset = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        const std::string_view mark = fence_of(line);
        if (fence.empty() && !mark.empty()) {
            fence = mark;
        } else if (!fence.empty()) {
            if (mark.size() >= fence.size() && mark.front() == fence.front()) fence = {};
        } else if (is_delimiter_row(line)) {
            if (const int columns = columns_of(line); columns > limit) return WideTable{at, columns};
            if (const int columns = columns_of(before); columns > limit) return WideTable{before_offset, columns};
        }
        before = line;
        before_offset = at;
        at = end + 1;
    }
    return std::nullopt;
}

} // namespace livret
