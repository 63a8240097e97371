// The words of a group's pages, as a script: pages opened from a folder may load scripts but fetch nothing.
//
//     window.livretSearch=[{"u":"activites/MATH1-DURAND-03.html","t":"title","k":"kind","x":"words"}, ...];
#pragma once

#include "view/context.hpp"

#include <string>

namespace livret {

std::string search_index(const ViewContext& context, const Group& group);

} // namespace livret
