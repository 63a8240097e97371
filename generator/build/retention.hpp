// Reminds whoever checks a repository of what the institute promised: data are kept until a day, and no
// longer.
//
// `retention:` of livret.yaml is a day (2007-08-31), or begins with a period (« 2 ans après la fin de l’année
// scolaire », "18 months
// ..."), counted from the end of each group's school year; any other sentence is shown on the pages and
// reminds of nothing. The day of the run decides, never a clock.
#pragma once

#include "diag/sink.hpp"
#include "model/institute.hpp"

namespace livret {

struct Retention {
    std::optional<Date> until;
    int months = 0; // of a period
};
// Nothing for a sentence.
std::optional<Retention> parse_retention(std::string_view text);

// Adds a warning for each group (or, with a day, one for all) whose data should be gone and are not.
void remind_of_retention(const Institute& institute, Date today, Sink& sink);

} // namespace livret
