// Puts addresses into an author's text: the places "livret-slot:N" of model/rich_text.hpp.
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

} // namespace livret
