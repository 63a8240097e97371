// What nobody said yet, of what is over: sessions that were planned for a day that has passed. For whoever checks a repository.
#pragma once

#include "diag/sink.hpp"
#include "model/institute.hpp"

namespace livret {

void remind_of_sessions(const Institute& institute, Date today, Sink& sink);

} // namespace livret
