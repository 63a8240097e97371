// Hours of a day, as people write them: « 9 h – 12 h 30 », "09:00-12:30", or a beginning alone.
#pragma once

#include "base/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace livret {

struct Hours {
    int from = 0;                         // minutes since midnight, on the clocks of the place
    std::optional<int> to = std::nullopt; // later the same day
    bool operator==(const Hours&) const = default;
};

// Nothing if it is none, or if it ends before it begins. 24:00 is no hour.
std::optional<Hours> parse_hours(std::string_view text);

// As a file says it: 09:00-12:30.
std::string iso(const Hours& hours);

// « de 9 h à 12 h 30 », « à 9 h »; "9:00–12:30", "at 9:00". Spaces are not those where lines break.
std::string hours_text(const Hours& hours, Language language);

} // namespace livret
