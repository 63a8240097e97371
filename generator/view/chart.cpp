#include "view/chart.hpp"

#include "base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace livret {

namespace {

// The field that lines are drawn in: percent of the width across, pixels down. Beside it stand the scale's numbers and those
// at the lines' ends: three digits of 12 pixels fit at 290 pixels, the narrowest a column gets.
struct Field {
    double left, right; // percent
    double top, bottom; // pixels from above
    int height;         // of the whole drawing
    double label_gap;   // between numbers that stand one above the other
};
constexpr Field large{9, 90, 14, 222, 252, 14}, small{15, 83, 12, 104, 128, 13};

// Attested: a square; the others round, which charts.css fills or leaves hollow. Both say by y, or cy, where their middle is.
std::string mark(std::string_view kind, const std::string& x, double y, double radius) {
    if (kind == "attested")
        return fmt::format("<rect x=\"{}\" y=\"{:.2f}\" width=\"{}\" height=\"{}\" transform=\"translate(-{} -{})\"/>", x, y,
                           2 * radius, 2 * radius, radius, radius);
    return fmt::format("<circle cx=\"{}\" cy=\"{:.2f}\" r=\"{}\"/>", x, y, radius);
}

class Drawing {
  public:
    explicit Drawing(const Chart& chart)
        : chart_(chart), field_(chart.size == ChartSize::large ? large : small), scale_(scale_of(chart.top)) {}

    std::string text() {
        head();
        scale();
        months();
        for (const ChartLine& line : chart_.lines) draw(line);
        ends();
        out_ += "</svg>";
        return std::move(out_);
    }

  private:
    double across(std::size_t month) const { // the middle, if there is one month only
        const auto steps = static_cast<double>(chart_.months.size()) - 1;
        const double part = steps < 1 ? 0.5 : static_cast<double>(month) / steps;
        return field_.left + part * (field_.right - field_.left);
    }
    double down(double value) const { return field_.bottom - value / scale_.back() * (field_.bottom - field_.top); }

    void head() {
        out_ += fmt::format("<svg class=\"chart {}\" width=\"100%\" height=\"{}\" role=\"img\" aria-labelledby=\"{}-t {}-d\">"
                            "<title id=\"{}-t\">{}</title><desc id=\"{}-d\">{}</desc>",
                            chart_.size == ChartSize::large ? "large" : "small", field_.height, chart_.id, chart_.id, chart_.id,
                            escape_html(chart_.title), chart_.id, escape_html(chart_.description));
    }

    // Small ones give the ends of their scale only.
    void scale() {
        out_ += "<g class=\"scale\">";
        for (const int value : scale_) {
            if (chart_.size == ChartSize::small && value != 0 && value != scale_.back()) continue;
            const double y = down(value);
            out_ += fmt::format("<line x1=\"{}%\" x2=\"{}%\" y1=\"{:.2f}\" y2=\"{:.2f}\"/>"
                                "<text x=\"{}%\" dx=\"-9\" y=\"{:.2f}\" dy=\"4\">{}</text>",
                                field_.left, field_.right, y, y, field_.left, y, value);
        }
        out_ += "</g>";
    }

    // As many names as fit: counted from the last one, which is the one that matters. `few` are left out on a telephone.
    void months() {
        const std::size_t count = chart_.months.size();
        const std::size_t every = chart_.size == ChartSize::small ? std::max<std::size_t>(1, count - 1) : (count + 11) / 12;
        const std::size_t narrow = chart_.size == ChartSize::small ? every : every * ((count / every + 5) / 6);
        out_ += "<g class=\"months\">";
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t from_last = count - 1 - i;
            if (from_last % every != 0) continue;
            out_ += fmt::format("<text{} x=\"{:.3f}%\" y=\"{:.0f}\">{}</text>", from_last % narrow == 0 ? "" : " class=\"few\"",
                                across(i), field_.bottom + 18, escape_html(chart_.months[i]));
        }
        out_ += "</g>";
    }

    void draw(const ChartLine& line) {
        out_ += fmt::format("<g class=\"line {}\">", line.kind);
        std::string marks;
        for (std::size_t i = 0; i < line.values.size(); ++i) {
            if (!line.values[i]) continue;
            const double x = across(i), y = down(*line.values[i]);
            if (i > 0 && line.values[i - 1])
                out_ += fmt::format("<line x1=\"{:.3f}%\" y1=\"{:.2f}\" x2=\"{:.3f}%\" y2=\"{:.2f}\"/>", across(i - 1),
                                    down(*line.values[i - 1]), x, y);
            marks += mark(line.kind, fmt::format("{:.3f}%", x), y, radius());
        }
        out_ += marks + "</g>";
    }

    double radius() const { return chart_.size == ChartSize::large ? 4 : 2.5; }

    // What each line ends at, beside its end; numbers that would lie on one another are moved apart, the higher one up.
    void ends() {
        struct End {
            double y;
            int value;
            const ChartLine* line;
        };
        std::vector<End> ends;
        for (const ChartLine& line : chart_.lines)
            if (!line.values.empty() && line.values.back())
                ends.push_back({down(*line.values.back()), *line.values.back(), &line});
        std::stable_sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y > b.y; }); // lowest first
        for (std::size_t i = 1; i < ends.size(); ++i) ends[i].y = std::min(ends[i].y, ends[i - 1].y - field_.label_gap);
        double ceiling = field_.top - 6;
        for (auto end = ends.rbegin(); end != ends.rend(); ++end) { // where that leaves the drawing, downwards
            end->y = std::max(end->y, ceiling);
            ceiling = end->y + field_.label_gap;
        }
        out_ += "<g class=\"ends\">";
        for (const End& end : ends)
            out_ += fmt::format("<text class=\"{}\" x=\"{:.3f}%\" dx=\"9\" y=\"{:.2f}\" dy=\"4\">{}</text>", end.line->kind,
                                across(chart_.months.size() - 1), end.y, end.value);
        out_ += "</g>";
    }

    const Chart& chart_;
    const Field& field_;
    std::vector<int> scale_;
    std::string out_;
};

} // namespace

std::vector<int> scale_of(int top) {
    int step = 1;
    for (int tens = 1; step * 5 < top; tens *= 10)
        for (const int times : {1, 2, 5})
            if (step * 5 < top) step = times * tens;
    std::vector<int> out{0};
    while (out.back() < std::max(top, 1)) out.push_back(out.back() + step);
    return out;
}

std::string chart_svg(const Chart& chart) {
    return Drawing(chart).text();
}

std::string chart_key(std::string_view kind) {
    return fmt::format(
        "<svg class=\"chart-key\" width=\"44\" height=\"14\" aria-hidden=\"true\" focusable=\"false\"><g class=\"line {}\">"
        "<line x1=\"1\" y1=\"7\" x2=\"43\" y2=\"7\"/>{}</g></svg>",
        kind, mark(kind, "22", 7, 4));
}

} // namespace livret
