#include "build/reminders.hpp"

namespace livret {

void remind_of_sessions(const Institute& institute, Date today, Sink& sink) {
    for (const Training& one : institute.trainings) {
        if (one.status != TrainingStatus::planned || one.date >= today) continue;
        Diagnostic out;
        out.code = Code::session_unconfirmed;
        out.path = one.path;
        out.at = {{1, 1}, 3}; // the header; no line of it is wrong
        out.arguments = {iso(one.date)};
        sink.add(std::move(out));
    }
}

} // namespace livret
