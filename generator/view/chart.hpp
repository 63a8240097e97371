// A drawing of how numbers went month by month, as SVG text: lines over a scale, with the numbers where they end.
//
// It stretches with its column and its words do not: what lies along the months is in percent of the width, everything else in
// pixels, and there is no viewBox. So its text is as large on a telephone as on a wide screen. No script, no colour that says
// something alone (each line has its own dashes and marks), no font of its own. Colours are classes of charts.css, which knows
// dark pages, forced colours and paper.
//
// Whoever wants the numbers back: a mark's middle (cy, or y of a square) lies on the scale that the lines of `.scale`, each with
// its number, give.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct ChartLine {
    std::string kind;                       // its class, and its dashes and marks: "declared", "attested", "positioned"
    std::vector<std::optional<int>> values; // month by month; none: not known yet
};

enum class ChartSize { large, small };

struct Chart {
    std::string id;                  // unique on its page: of its title, for whoever hears it
    std::string title, description;  // plain words
    std::vector<std::string> months; // short: "oct."
    std::vector<ChartLine> lines;
    int top = 0; // that the scale must reach; small ones side by side have the same
    ChartSize size = ChartSize::large;
};

std::string chart_svg(const Chart& chart);
// A line's own dashes and mark, for the legend.
std::string chart_key(std::string_view kind);

// The numbers along a scale that reaches `top`: from 0 on, at most six, in steps of 1, 2 or 5 tens.
std::vector<int> scale_of(int top);

} // namespace livret
