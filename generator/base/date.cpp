#include "base/date.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

namespace livret {

namespace {

using namespace std::chrono;

// Exactly `count` digits at `at`, as a number; -1 if there are none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool char_at(std::string_view text, std::size_t at, char c) {
    return at < text.size() && text[at] == c;
}

constexpr std::array<std::string_view, 12> months_fr = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                                        "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr std::array<std::string_view, 12> months_en = {"January", "February", "March",     "April",   "May",      "June",
                                                        "July",    "August",   "September", "October", "November", "December"};

std::string day_number(Date date, Language lang) {
    const auto day = static_cast<unsigned>(date.day());
    if (lang == Language::fr && day == 1) return "1er";
    return fmt::format("{}", day);
}

std::string day_month(Date date, Language lang) {
    return day_number(date, lang) + " " + month_name(static_cast<unsigned>(date.month()), lang);
}

} // namespace

Date Moment::local_date() const {
    return Date{floor<days>(utc + minutes{offset_minutes})};
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || !char_at(text, 4, '-') || !char_at(text, 7, '-')) return std::nullopt;
    const int y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    return date;
}

std::optional<Date> guess_date(std::string_view text) {
    // Words and numbers, whatever stands between them; "1er" is a number too.
    std::vector<std::string> parts;
    bool after_part = false;
    for (const char c : text) {
        const bool kept = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (static_cast<unsigned char>(c) & 0x80) != 0;
        if (kept && !after_part) parts.emplace_back();
        if (kept) parts.back() += c;
        after_part = kept;
    }
    if (parts.size() != 3) return std::nullopt;
    const auto number = [](const std::string& part) { return part.size() > 4 ? -1 : digits(part, 0, part.size()); };
    if (parts[0] == "1er") parts[0] = "1";
    int month_number = number(parts[1]);
    for (unsigned m = 1; m <= 12; ++m)
        for (const Language lang : {Language::fr, Language::en})
            if (search_key(parts[1]) == search_key(month_name(m, lang))) month_number = static_cast<int>(m);
    const bool year_first = parts[0].size() == 4;
    const int y = number(parts[year_first ? 0 : 2]), d = number(parts[year_first ? 2 : 0]);
    if (parts[year_first ? 0 : 2].size() != 4 || y < 0 || month_number < 1 || d < 1) return std::nullopt;
    const Date date{year{y}, month{static_cast<unsigned>(month_number)}, day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    return date;
}

std::optional<Moment> parse_moment(std::string_view text) {
    if (text.size() < 17 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const int h = digits(text, 11, 2), m = digits(text, 14, 2);
    if (!date || h < 0 || h > 23 || !char_at(text, 13, ':') || m < 0 || m > 59) return std::nullopt;
    std::size_t at = 16;
    int s = 0;
    if (char_at(text, at, ':')) {
        s = digits(text, at + 1, 2);
        if (s < 0 || s > 59) return std::nullopt;
        at += 3;
    }
    int offset = 0;
    if (at + 1 == text.size() && (text[at] == 'Z' || text[at] == 'z')) {
        offset = 0;
    } else {
        if (at + 6 != text.size() || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') return std::nullopt;
        const int oh = digits(text, at + 1, 2), om = digits(text, at + 4, 2);
        if (oh < 0 || oh > 14 || om < 0 || om > 59) return std::nullopt;
        offset = (oh * 60 + om) * (text[at] == '-' ? -1 : 1);
    }
    Moment moment;
    moment.offset_minutes = offset;
    moment.utc = sys_days{*date} + hours{h} + minutes{m} + seconds{s} - minutes{offset};
    return moment;
}

Moment midday(Date date) {
    return Moment{sys_days{date} + hours{12}, 0};
}

std::string iso(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string iso(const Moment& moment) {
    const auto local = moment.utc + minutes{moment.offset_minutes};
    const auto day_start = floor<days>(local);
    const hh_mm_ss time{local - day_start};
    std::string zone = "Z";
    if (moment.offset_minutes != 0) {
        const int offset = moment.offset_minutes < 0 ? -moment.offset_minutes : moment.offset_minutes;
        zone = fmt::format("{}{:02}:{:02}", moment.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
    }
    return fmt::format("{}T{:02}:{:02}:{:02}{}", iso(Date{day_start}), time.hours().count(), time.minutes().count(),
                       time.seconds().count(), zone);
}

std::string month_name(unsigned month, Language lang) {
    return std::string((lang == Language::fr ? months_fr : months_en).at(month - 1));
}

std::string long_date(Date date, Language lang) {
    return fmt::format("{} {}", day_month(date, lang), static_cast<int>(date.year()));
}

std::string long_moment(const Moment& moment, Language lang) {
    const auto local = moment.utc + minutes{moment.offset_minutes};
    const hh_mm_ss time{local - floor<days>(local)};
    // French writes "18 h 40" with no-break spaces (Lexique des règles typographiques, Imprimerie nationale).
    if (lang == Language::fr)
        return fmt::format("{} à {}\u00A0h\u00A0{:02}", long_date(moment.local_date(), lang), time.hours().count(),
                           time.minutes().count());
    return fmt::format("{} at {:02}:{:02}", long_date(moment.local_date(), lang), time.hours().count(), time.minutes().count());
}

std::string date_range(Date from, Date to, Language lang) {
    if (from == to) return long_date(from, lang);
    const bool same_year = from.year() == to.year();
    const bool same_month = same_year && from.month() == to.month();
    const std::string start = same_month ? day_number(from, lang) : same_year ? day_month(from, lang) : long_date(from, lang);
    if (lang == Language::fr) return fmt::format("du {} au {}", start, long_date(to, lang));
    return fmt::format("{} to {}", start, long_date(to, lang));
}

} // namespace livret
