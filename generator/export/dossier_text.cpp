#include "export/dossier_text.hpp"

#include "base/text.hpp"
#include "view/rich.hpp"

#include <algorithm>

namespace livret {

namespace {

// Text is escaped, so quotes and '<' of the html are the writer's own markup: a search is enough.
std::string in_its_own_names(std::string html, const std::string& anchor) {
    html = replace_all(std::move(html), " id=\"", " id=\"" + anchor + "-");
    html = replace_all(std::move(html), "<a href=\"#", "<a href=\"#" + anchor + "-");
    return replace_all(std::move(html), "<a class=\"footnote-back\" href=\"#",
                       "<a class=\"footnote-back\" href=\"#" + anchor + "-");
}

// The page's title is level 1, a section's 2, an activity's 3; a text's own headings begin with 2.
std::string two_levels_down(const std::string& html) {
    std::string out;
    out.reserve(html.size());
    for (std::size_t i = 0; i < html.size(); ++i) {
        out += html[i];
        const bool opens = out.ends_with("<h"), closes = out.ends_with("</h");
        if ((!opens && !closes) || i + 2 >= html.size()) continue;
        const char level = html[i + 1], after = html[i + 2];
        if (level < '1' || level > '6' || (after != '>' && after != ' ')) continue;
        out += std::min<char>('6', static_cast<char>(level + 2));
        ++i;
    }
    return out;
}

} // namespace

std::string part_of_page(const RichText& text, const PartOfPage& part) {
    RichText own;
    own.html = two_levels_down(in_its_own_names(text.html, part.anchor));
    own.slots = text.slots;
    return fill_slots(own, [&](const Slot& slot) -> std::optional<SlotAddress> {
        const std::string lower = ascii_lower(slot.target);
        if (slot.kind == Slot::Kind::image) {
            const auto picture = part.picture_of(slot);
            if (!picture) return std::nullopt;
            return SlotAddress{picture->url, false, picture->width, picture->height};
        }
        if (lower.starts_with("http:") || lower.starts_with("https:")) return SlotAddress{slot.target, true};
        if (lower.starts_with("mailto:")) return SlotAddress{slot.target};
        if (lower.starts_with("#")) return SlotAddress{"#" + part.anchor + "-" + slot.target.substr(1)};
        const auto anchor = part.anchor_of(slot);
        return anchor ? std::optional(SlotAddress{"#" + *anchor}) : std::nullopt;
    });
}

} // namespace livret
