// What pages show of an author's text: all of it, with addresses in the places "livret-slot:N" of model/rich_text.hpp,
// or how it begins.
#pragma once

#include "model/rich_text.hpp"

#include <functional>
#include <optional>
#include <string>

namespace livret {

// Where a slot leads on this page, or nothing: then a link becomes its words and a picture its alternative text.
struct SlotAddress {
    std::string url;
    bool external = false;
    int width = 0, height = 0; // of a picture
};
std::string fill_slots(const RichText& text, const std::function<std::optional<SlotAddress>(const Slot&)>& address);

// How the text begins, for cards, feeds and the descriptions of pages: on one line, without its headings.
std::string lead_of(const RichText& text, std::size_t characters);

} // namespace livret
