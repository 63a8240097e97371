// A group's training sessions as a calendar that people add to their own (iCalendar, RFC 5545).
#pragma once

#include "resolve/portfolio.hpp"
#include "view/context.hpp"

#include <string>

namespace livret {

// Whole-day events, CRLF line ends, lines of at most 75 octets. The same bytes for the same content: DTSTAMP is when the
// session's file last changed, or its own day where no history is known.
std::string training_calendar(const ViewContext& context, const Group& group);

} // namespace livret
