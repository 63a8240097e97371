#include "cli/suggestion.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"

#include <fmt/format.h>

namespace livret {

Suggestion suggestion_for(std::string_view typed, const std::vector<std::string>& known) {
    const auto near = closest(typed, known);
    if (!near) return {};
    return {fmt::format(" ; vouliez-vous dire « {} » ?", *near), fmt::format("; did you mean “{}”?", *near)};
}

} // namespace livret
