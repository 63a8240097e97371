// What became of a text: its lines side by side with those of another, and the words that changed within a line.
//
// For people to read: lines that stayed are left out but for two around each change. Bounded: where two texts are so long
// and so different that a best comparison would take millions of steps, the changed middle is shown as taken out and put in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct DifferencePart {
    enum class Kind { same, removed, added } kind = Kind::same;
    std::string text;
    bool operator==(const DifferencePart&) const = default;
};

struct DifferenceLine {
    enum class Kind { same, removed, added, changed, gap } kind = Kind::same; // gap: lines that stayed are left out here
    std::vector<DifferencePart> parts;                                        // joined: the line; of a gap: none
    bool operator==(const DifferenceLine&) const = default;
};

// Empty if the texts are equal but for spaces at the ends of lines and blank lines at the end.
std::vector<DifferenceLine> difference(std::string_view before, std::string_view after);

} // namespace livret
