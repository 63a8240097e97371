// Days and moments as people write them in front matter, and as pages show them.
//
// Nothing here reads a clock, a time zone or a locale: "today" is an input of every build.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace livret {

using Date = std::chrono::year_month_day;

// A moment with the offset it was written with (RFC 3339; seconds may be missing: 2004-11-02T18:40+01:00).
struct Moment {
    std::chrono::sys_seconds utc{};
    int offset_minutes = 0;
    auto operator<=>(const Moment& other) const { return utc <=> other.utc; }
    bool operator==(const Moment& other) const { return utc == other.utc; }
    Date local_date() const;
};

enum class Language { fr, en };

std::optional<Date> parse_date(std::string_view text); // YYYY-MM-DD, a day that exists
// The day somebody meant by 18/11/2004, 18.11.2004, 2004/11/18, 2004-1-5, « 18 novembre 2004 » or "18 November 2004": to propose,
// never to take, since 03/04 is two days according to who writes.
std::optional<Date> guess_date(std::string_view text);
std::optional<Moment> parse_moment(std::string_view text); // RFC 3339 date-time, offset required
Moment midday(Date date);                                  // noon UTC of a day

std::string iso(Date date);                      // 2004-11-18
std::string iso(const Moment& moment);           // 2004-11-02T18:40:00+01:00
std::string long_date(Date date, Language lang); // 18 novembre 2004, 1er mars 2005; 18 November 2004
std::string month_name(unsigned month, Language lang);
std::string long_moment(const Moment& moment, Language lang); // 2 novembre 2004 à 18 h 40
std::string date_range(Date from, Date to, Language lang);    // du 8 novembre au 2 décembre 2004

} // namespace livret
