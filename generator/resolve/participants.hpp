// Who takes part in a training session.
#pragma once

#include "model/institute.hpp"

#include <algorithm>

namespace livret {

// One of its group, named or because it is for all.
inline bool takes_part(const Training& session, const TraineeKey& trainee) {
    return trainee.gfp == session.gfp && (session.for_all || std::find(session.participants.begin(), session.participants.end(),
                                                                       trainee.trainee) != session.participants.end());
}

} // namespace livret
