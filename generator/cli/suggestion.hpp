// « ; vouliez-vous dire « durand » ? », behind a word that is nothing here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace livret {

// Empty where nothing known is near.
struct Suggestion {
    std::string fr, en;
};
Suggestion suggestion_for(std::string_view typed, const std::vector<std::string>& known);

} // namespace livret
