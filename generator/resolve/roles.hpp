// Who a guide is written for, and which guides a site holds.
//
// A group's site is its trainees' and its trainers'. Trainers also read what their trainees are told; and the
// administrator's guide is in their sites alone: they are the sites that lie behind the institute's own access control, built
// by whoever needs it. It holds no secret, but nothing that a trainee or a jury could use either. The public has no part to play.
#pragma once

#include "resolve/audience.hpp"

#include <string_view>
#include <vector>

namespace livret {

enum class GuideFor { trainee, trainer, jury, administrator };
std::string_view text_of(GuideFor role); // "administrator": a guide's file name, too

// In the order in which they are offered.
std::vector<GuideFor> guides_for(Audience audience);

} // namespace livret
