#include "build/retention.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace livret {

namespace {

constexpr int longest_years = 100;

struct NumberWord {
    std::string_view word;
    int number;
};
constexpr std::array number_words{NumberWord{"un", 1},     NumberWord{"une", 1},   NumberWord{"deux", 2}, NumberWord{"trois", 3},
                                  NumberWord{"quatre", 4}, NumberWord{"cinq", 5},  NumberWord{"dix", 10}, NumberWord{"one", 1},
                                  NumberWord{"two", 2},    NumberWord{"three", 3}, NumberWord{"four", 4}, NumberWord{"five", 5},
                                  NumberWord{"ten", 10}};

std::optional<int> number_of(std::string_view word) {
    for (const NumberWord& one : number_words)
        if (one.word == word) return one.number;
    int out = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
    if (error != std::errc{} || end != word.data() + word.size() || out < 1) return std::nullopt;
    return out;
}

std::optional<int> months_in(std::string_view unit) {
    for (const std::string_view one : {"an", "ans", "annee", "annees", "year", "years"})
        if (unit == one) return 12;
    for (const std::string_view one : {"mois", "month", "months"})
        if (unit == one) return 1;
    return std::nullopt;
}

// The last of July, as SchoolYear counts, and some months more.
Date end_of(const SchoolYear& year, int months) {
    const auto month =
        std::chrono::year_month(std::chrono::year(year.first + 1), std::chrono::July) + std::chrono::months(months);
    return Date(month / std::chrono::last);
}

Diagnostic at_retention(const Institute& institute, Code code, std::vector<std::string> arguments) {
    Diagnostic out;
    out.code = code;
    out.path = SourcePath{"livret.yaml"};
    if (const auto line = institute.configuration.written.find("retention"); line != institute.configuration.written.end())
        out.at = {{line->second, 1}, 1};
    out.arguments = std::move(arguments);
    return out;
}

} // namespace

std::optional<Retention> parse_retention(std::string_view text) {
    text = trim(text);
    if (const auto day = parse_date(text)) return Retention{day, 0};
    const std::string key = replace_all(search_key(text), "\u00A0", " ");
    const std::size_t space = key.find(' ');
    if (space == std::string::npos) return std::nullopt;
    const std::size_t behind = key.find_first_not_of(' ', space);
    const auto number = number_of(std::string_view(key).substr(0, space));
    if (behind == std::string::npos || !number) return std::nullopt;
    const std::string_view rest = std::string_view(key).substr(behind);
    const auto months = months_in(rest.substr(0, rest.find_first_of(" ,;.")));
    if (!months || *number > longest_years * 12 / *months) return std::nullopt;
    return Retention{std::nullopt, *number * *months};
}

void remind_of_retention(const Institute& institute, Date today, Sink& sink) {
    const std::string& text = institute.configuration.retention;
    const auto retention = parse_retention(text);
    if (!retention) {
        const std::string_view trimmed = trim(text);
        if (!trimmed.empty() && trimmed.front() >= '0' && trimmed.front() <= '9')
            sink.add(at_retention(institute, Code::retention_unread, {std::string(trimmed)}));
        return;
    }
    const auto in = [&](const GfpId& gfp) {
        return std::count_if(institute.trainees.begin(), institute.trainees.end(),
                             [&](const Trainee& one) { return one.key.gfp == gfp; });
    };
    if (retention->until) {
        if (*retention->until < today && !institute.trainees.empty())
            sink.add(at_retention(institute, Code::retention_past,
                                  {iso(*retention->until), std::to_string(institute.trainees.size()), "gfp/"}));
        return;
    }
    for (const Gfp& gfp : institute.gfps) {
        if (gfp.year.first == 0) continue;
        const Date end = end_of(gfp.year, retention->months);
        if (end < today && in(gfp.id) > 0)
            sink.add(at_retention(institute, Code::retention_past,
                                  {iso(end), std::to_string(in(gfp.id)), gfp.path.parent().value + "/"}));
    }
}

} // namespace livret
