// An author's text as a part of a page with many: its headings go two levels down, its anchors get a name of their own, links
// lead within the page or to the web, pictures are in it.
#pragma once

#include "model/rich_text.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace livret {

struct PartOfPage {
    std::string anchor; // before every id of the text: "MATH1-DURAND-03"
    // Where a link leads that is neither within the text nor to the web: an anchor of the page; nothing: its words only.
    std::function<std::optional<std::string>(const Slot&)> anchor_of;
    // A picture's address (data:) with its size; nothing: its alternative text only.
    struct Picture {
        std::string url;
        int width = 0, height = 0;
    };
    std::function<std::optional<Picture>(const Slot&)> picture_of;
};

std::string part_of_page(const RichText& text, const PartOfPage& part);

} // namespace livret
