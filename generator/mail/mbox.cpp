#include "mail/mbox.hpp"

#include "base/text.hpp"

#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

// asctime's form in UTC, whatever the machine's language: RFC 4155, Appendix A.
std::string asctime(const Moment& moment) {
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(moment.utc);
    const Date date(day);
    const std::chrono::hh_mm_ss time(moment.utc - day);
    return fmt::format("{} {} {:>2} {:02}:{:02}:{:02} {:04}", days[std::chrono::weekday(day).c_encoding()],
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), static_cast<int>(date.year()));
}

} // namespace

std::string mbox_entry(std::string_view sender, const Moment& date, std::string_view message) {
    std::string out = fmt::format("From {} {}\n", sender, asctime(date));
    if (message.ends_with('\n')) message.remove_suffix(1);
    for (const std::string_view line : split(message, '\n')) {
        const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
        if (line.substr(quotes).starts_with("From ")) out += '>';
        out += line;
        out += '\n';
    }
    return out + '\n';
}

bool mbox_holds(std::string_view mbox, std::string_view id) {
    return mbox.find(fmt::format("\nMessage-Id: <{}>\n", id)) != std::string_view::npos;
}

} // namespace livret
