// The jury's session that a site was built for: what it froze, by which rule it judges, and what came after.
#pragma once

#include "base/date.hpp"
#include "model/session_changes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct ShownSession {
    std::string id, title;
    std::optional<Date> date; // of the jury's meeting
    FrameworkId framework;
    std::string rule; // empty: all of the framework's
    std::int64_t checkpoint = 0;
    Date checkpoint_date{};
    std::string path;                      // of the freeze, below trust/
    std::string digest;                    // of the freeze: 64 hexadecimal digits
    std::vector<std::string> snapshots;    // that it binds: the candidates' states, texts and files; sorted
    std::vector<CandidateChanges> changes; // in the order of groups and folders

    const CandidateChanges* changes_of(const TraineeKey& trainee) const {
        for (const CandidateChanges& one : changes)
            if (one.key == trainee) return &one;
        return nullptr;
    }
};

} // namespace livret
