// The theme's guides, as texts that pages show.
#pragma once

#include "render/theme.hpp"
#include "view/context.hpp"

namespace livret {

// Those of `language`. What is wrong in them is reported at its place in the theme.
Guides read_guides(const Theme& theme, Language language, Sink& sink);

} // namespace livret
