// The tables of fields, one per kind of file of a shared repository.
#pragma once

#include "load/fields.hpp"

namespace livret {

extern const Kind configuration_kind, gfp_kind, profile_kind, activity_kind, position_kind, training_kind, question_kind,
    notice_kind, example_kind, session_kind;

std::span<const Kind* const> all_kinds();

} // namespace livret
