// What a jury's table of candidates and the page about one of them say the same way.
#pragma once

#include "resolve/candidates.hpp"
#include "view/page_writer.hpp"

namespace livret {

// --- the outcome of one rule: "title", "framework", "other", "met", "counted", "total", "summary", "notes"
std::vector<Shape> answer_fields();
Value answer_value(const PageWriter& writer, const Outlook& answer);

// --- each signed decision about her and what it counts for under a rule: none is passed over in silence
Shape considered_shape();
Value considered_value(const PageWriter& writer, const RuleAsked& asked, const Booklet& booklet);

// --- what a jury should look at: « 1 signature ne compte pas », each a sentence with where it stands
Shape alerts_shape();
Value alerts(const PageWriter& writer, const Candidate& candidate);

// The latest of what she changed (by git, else as she states it).
std::optional<Date> last_change_of(const PageWriter& writer, const Booklet& booklet);

} // namespace livret
