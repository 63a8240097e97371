// The page about one candidate: the rule's outcome and why, what asks for a look, her table, then each claim with what shows
// it and who signed it. From a claim to the text is one link, to the signature another.
#pragma once

#include "view/pages.hpp"

namespace livret {

std::vector<Page> candidate_pages(const ViewContext& context, const Group& group);

} // namespace livret
