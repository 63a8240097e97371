// Drawings say the numbers they were made of: read back from where marks lie on the drawn scale, as a reader does.
#include "view/chart.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <regex>

using namespace livret;

namespace {

using Texts = std::vector<std::smatch>;

std::vector<std::vector<std::string>> all(const std::string& text, const std::string& pattern) {
    const std::regex expression(pattern);
    std::vector<std::vector<std::string>> out;
    for (std::sregex_iterator one(text.begin(), text.end(), expression), end; one != end; ++one) {
        out.emplace_back();
        for (const auto& part : *one) out.back().push_back(part.str());
    }
    return out;
}

std::string group_of(const std::string& svg, const std::string& name) {
    const std::size_t from = svg.find("<g class=\"" + name + "\">");
    return from == std::string::npos ? "" : svg.substr(from, svg.find("</g>", from) - from);
}

// Across -> value.
std::map<double, double> read_back(const std::string& svg, const std::string& kind) {
    const auto scale = all(group_of(svg, "scale"), R"re(y1="([\d.-]+)" y2="[\d.-]+"/><text[^>]*>(\d+)<)re");
    REQUIRE(scale.size() >= 2);
    const double y0 = std::stod(scale.front()[1]), y1 = std::stod(scale.back()[1]);
    const double v0 = std::stod(scale.front()[2]), v1 = std::stod(scale.back()[2]);
    std::map<double, double> out;
    for (const auto& mark : all(group_of(svg, "line " + kind), R"re(<(?:circle|rect) c?x="([\d.]+)%" c?y="([\d.-]+)")re"))
        out.emplace(std::stod(mark[1]), v0 + (std::stod(mark[2]) - y0) / (y1 - y0) * (v1 - v0));
    return out;
}

Chart chart(std::vector<std::optional<int>> declared, std::vector<std::optional<int>> attested,
            ChartSize size = ChartSize::large) {
    Chart out;
    out.id = "c";
    out.title = "Anne & Cie";
    out.description = "de 0 à <3>";
    for (std::size_t i = 0; i < declared.size(); ++i) out.months.push_back("m" + std::to_string(i));
    for (const auto& one : declared) out.top = std::max(out.top, one.value_or(0));
    for (const auto& one : attested) out.top = std::max(out.top, one.value_or(0));
    out.lines = {{"declared", std::move(declared)}, {"attested", std::move(attested)}};
    out.size = size;
    return out;
}

} // namespace

TEST_CASE("marks give the numbers back, whatever their size") {
    for (const ChartSize size : {ChartSize::large, ChartSize::small})
        for (const int top : {0, 1, 2, 5, 6, 9, 27, 143, 999}) {
            const std::vector<std::optional<int>> declared{0, top / 3, top}, attested{std::nullopt, 0, top / 2};
            const std::string svg = chart_svg(chart(declared, attested, size));
            CAPTURE(svg);
            for (const auto& [kind, values] : {std::pair("declared", declared), std::pair("attested", attested)}) {
                const auto read = read_back(svg, kind);
                std::vector<double> known;
                for (const auto& one : values)
                    if (one) known.push_back(*one);
                REQUIRE(read.size() == known.size());
                std::size_t i = 0;
                for (const auto& [across, value] : read) CHECK(std::abs(value - known[i++]) < 0.05 * std::max(1.0, top / 100.0));
            }
        }
}

TEST_CASE("lines join the marks of known months only") {
    const std::string svg = chart_svg(chart({1, std::nullopt, 3, 4}, {}));
    CHECK(all(group_of(svg, "line declared"), "<circle").size() == 3);
    CHECK(all(group_of(svg, "line declared"), "<line").size() == 1); // from the third to the fourth
}

TEST_CASE("a drawing is named and described in words, and its words are safe") {
    const std::string svg = chart_svg(chart({1, 2}, {0, 1}));
    CHECK(svg.find("role=\"img\" aria-labelledby=\"c-t c-d\"") != std::string::npos);
    CHECK(svg.find("<title id=\"c-t\">Anne &amp; Cie</title><desc id=\"c-d\">de 0 à &lt;3&gt;</desc>") != std::string::npos);
    CHECK(svg.find("style=") == std::string::npos);
    CHECK(svg.find("viewBox") == std::string::npos); // its text would stretch
}

TEST_CASE("numbers at the lines' ends do not lie on one another, nor outside") {
    Chart three = chart({27}, {27});
    three.lines.push_back({"positioned", {26}});
    const auto ends = all(group_of(chart_svg(three), "ends"), R"re(y="([\d.-]+)" dy="4">(\d+)<)re");
    REQUIRE(ends.size() == 3);
    std::vector<double> places;
    for (const auto& one : ends) places.push_back(std::stod(one[1]));
    std::sort(places.begin(), places.end());
    CHECK(places[0] >= 0);
    CHECK(places[1] - places[0] >= 12);
    CHECK(places[2] - places[1] >= 12);
}

TEST_CASE("a scale reaches what is to be shown in at most six numbers") {
    CHECK(scale_of(0) == std::vector{0, 1});
    CHECK(scale_of(5) == std::vector{0, 1, 2, 3, 4, 5});
    CHECK(scale_of(6) == std::vector{0, 2, 4, 6});
    CHECK(scale_of(27) == std::vector{0, 10, 20, 30});
    CHECK(scale_of(143) == std::vector{0, 50, 100, 150});
    for (int top = 0; top < 3000; ++top) {
        const std::vector<int> scale = scale_of(top);
        CHECK(scale.back() >= top);
        CHECK(scale.size() <= 6);
    }
}
