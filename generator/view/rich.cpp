#include "view/rich.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view link_start = "<a href=\"livret-slot:", image_start = "<img src=\"livret-slot:";

// The number after "livret-slot:" and what follows its closing quote.
std::size_t slot_number(std::string_view text, std::string_view& rest) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    rest = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
    return error == std::errc{} ? number : std::string_view::npos;
}

} // namespace

// Text is escaped, so a "<" of the html is always the writer's own markup: a search is enough.
std::string fill_slots(const RichText& text, const std::function<std::optional<SlotAddress>(const Slot&)>& address) {
    std::string out;
    out.reserve(text.html.size() + text.slots.size() * 32);
    std::string_view rest = text.html;
    bool drop_end = false; // of the link that is open
    while (!rest.empty()) {
        const std::size_t tag = rest.find('<');
        out += rest.substr(0, tag);
        if (tag == std::string_view::npos) break;
        rest.remove_prefix(tag);
        std::string_view after;
        if (rest.starts_with(link_start)) {
            const std::size_t number = slot_number(rest.substr(link_start.size()), after);
            const auto found = number < text.slots.size() ? address(text.slots[number]) : std::nullopt;
            drop_end = !found;
            if (found)
                out += fmt::format("<a href=\"{}\"{}>", escape_html(found->url),
                                   found->external ? " rel=\"external noreferrer\"" : "");
            rest = after.substr(after.find('>') + 1);
        } else if (rest.starts_with(image_start)) {
            const std::size_t number = slot_number(rest.substr(image_start.size()), after);
            const auto found = number < text.slots.size() ? address(text.slots[number]) : std::nullopt;
            const std::size_t end = after.find('>') + 1;
            if (found) {
                out += fmt::format("<img src=\"{}\"", escape_html(found->url));
                if (found->width > 0 && found->height > 0)
                    out += fmt::format(" width=\"{}\" height=\"{}\"", found->width, found->height);
                out += after.substr(0, end);
            } else if (number < text.slots.size()) {
                out += "<span class=\"lost-picture\">" + escape_html(text.slots[number].text) + "</span>";
            }
            rest = after.substr(end);
        } else if (rest.starts_with("</a>") && drop_end) {
            drop_end = false;
            rest.remove_prefix(4);
        } else {
            out += '<';
            rest.remove_prefix(1);
        }
    }
    return out;
}

std::string lead_of(const RichText& text, std::size_t characters) {
    const auto is_heading = [&](std::string_view words) {
        return std::any_of(text.headings.begin(), text.headings.end(),
                           [&](const Heading& one) { return trim(one.text) == words; });
    };
    std::string out;
    for (const std::string_view line : split(text.plain, '\n')) {
        const std::string_view words = trim(line);
        if (words.empty() || is_heading(words)) continue;
        if (!out.empty()) out += ' ';
        out += words;
        if (out.size() > characters * 4) break; // bytes: enough whatever the letters
    }
    return excerpt(out, characters);
}

} // namespace livret
