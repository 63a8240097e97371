// Who changed what and when, as git tells it, in people of the repository; and what each trainee gave to the group's space.
//
// The first is filled by build/authorship.hpp, for the readers of one build: it holds neither names nor addresses that git
// knows, only people whom these readers may see. The second is counted in the model alone.
#pragma once

#include "resolve/portfolio.hpp"

#include <cstddef>
#include <map>
#include <optional>

namespace livret {

struct LastChange {
    Date day{};
    bool or_before = false; // the history of a shallow clone begins that day
    PersonKey by;           // nobody: not known, or nobody these readers may see
};

// What git says of one trainee's own files that these readers see.
struct GitWork {
    std::size_t by_her = 0; // changes: a file in a commit
    std::size_t by_others = 0;
    std::optional<Date> first, last; // of hers
};

struct Authorship {
    bool known = false;       // there is a history
    bool cut = false;         // a shallow clone: what was before its oldest commits is not known
    std::optional<Date> from; // cut: the day of the newest of these
    std::map<SourcePath, LastChange> last;
    std::map<TraineeKey, GitWork> work; // for trainers
};

// What a trainee gave, as the readers of the portfolio see it.
struct Given {
    std::size_t activities = 0; // declared
    std::size_t positions = 0;
    std::size_t questions = 0; // asked in the group or its stream
    std::size_t answers = 0;   // to questions of others
    std::size_t replies = 0;   // to requests for more information
};
Given given_by(const Group& group, const Booklet& booklet);

} // namespace livret
