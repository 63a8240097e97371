#include "base/hours.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

std::optional<int> number(std::string_view digits, std::size_t least, int most) {
    if (digits.size() < least || digits.size() > 2) return std::nullopt;
    int out = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + (c - '0');
    }
    return out <= most ? std::optional(out) : std::nullopt;
}

// "9h", "9h30", "09:30", without blanks.
std::optional<int> minutes_of(std::string_view text) {
    const std::size_t sign = text.find_first_of(":hH");
    if (sign == std::string_view::npos) return std::nullopt;
    const auto hour = number(text.substr(0, sign), 1, 23);
    const std::string_view rest = text.substr(sign + 1);
    const bool whole = rest.empty() && text[sign] != ':';
    const auto minute = whole ? std::optional(0) : number(rest, 2, 59);
    if (!hour || !minute) return std::nullopt;
    return *hour * 60 + *minute;
}

std::string french(int minutes) {
    constexpr std::string_view blank = "\u00A0";
    return minutes % 60 == 0 ? fmt::format("{}{}h", minutes / 60, blank)
                             : fmt::format("{}{}h{}{:02}", minutes / 60, blank, blank, minutes % 60);
}
std::string english(int minutes) {
    return fmt::format("{}:{:02}", minutes / 60, minutes % 60);
}

} // namespace

std::optional<Hours> parse_hours(std::string_view text) {
    std::string bare(text);
    for (const std::string_view blank : {" ", "\u00A0", "\u202F"}) bare = replace_all(bare, blank, "");
    for (const std::string_view dash : {"–", "—"}) bare = replace_all(bare, dash, "-");
    const std::size_t dash = bare.find('-');
    const auto from = minutes_of(std::string_view(bare).substr(0, dash));
    if (!from) return std::nullopt;
    if (dash == std::string::npos) return Hours{*from, std::nullopt};
    const auto to = minutes_of(std::string_view(bare).substr(dash + 1));
    if (!to || *to <= *from) return std::nullopt;
    return Hours{*from, to};
}

std::string iso(const Hours& hours) {
    const auto clock = [](int minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); };
    return hours.to ? clock(hours.from) + "-" + clock(*hours.to) : clock(hours.from);
}

std::string hours_text(const Hours& hours, Language language) {
    if (language == Language::fr)
        return hours.to ? fmt::format("de {} à {}", french(hours.from), french(*hours.to)) : "à " + french(hours.from);
    return hours.to ? english(hours.from) + "–" + english(*hours.to) : "at " + english(hours.from);
}

} // namespace livret
