// What the pages of the trainers' desk share, and the page above them: every group's desk with what waits there.
#pragma once

#include "export/desk_work.hpp"
#include "view/page_writer.hpp"

#include <memory>
#include <string>
#include <vector>

namespace livret {

struct DeskHead {
    std::string title; // as it is to be read
    SitePath above;    // where the line over the title leads
    std::string above_title;
    const std::string& style; // CSS
};
// From the doctype to the title; the header is still open.
std::string desk_head(const PageWriter& writer, const Texts& words, const DeskHead& head);

// "Built on ...", as HTML.
std::string desk_built(const PageWriter& writer, const Texts& words);

// `work`: of each of the portfolio's groups, in their order.
std::string desk_index(const ViewContext& context, const std::string& style,
                       const std::vector<std::shared_ptr<const GroupWork>>& work);

} // namespace livret
