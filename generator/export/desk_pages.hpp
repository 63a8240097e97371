// The trainers' desk: a page per group and one per trainer in it, with what waits and since when, requests with and without a
// reply, questions near their deadline, the latest decisions, and how the load is shared.
//
// For the audience of trainers only. It comes from the program: its HTML is written here, its words are those of
// themes/program/words and its style is themes/program/desk.css; no theme has a say. Useful without scripts: it has none.
#pragma once

#include "view/context.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct DeskPage {
    SitePath path;
    std::function<std::string()> html;
};

// `context` and `style` must outlive the result.
std::vector<DeskPage> desk_pages(const ViewContext& context, const std::string& style);

} // namespace livret
