// What a site for one jury is made of: the repository as its session froze it, and what has changed since.
#pragma once

#include "build/session_freeze.hpp"
#include "build/stages.hpp"
#include "model/shown_session.hpp"

#include <string>
#include <variant>
#include <vector>

namespace livret {

struct SessionContent {
    Holdings content; // the frozen repository, trust/ judged as of the freeze's checkpoint
    ShownSession shown;
    std::vector<GfpId> groups;
};

// `options.session` says which. Everything is read twice: as it is, to know what lies where and what changed, and as it was
// frozen. Refused, with every reason: no such session, not the registry's, no freeze that stands, a frozen activity that does
// not read as it was signed. Messages are those of the frozen repository. Throws DiskError.
std::variant<SessionContent, std::vector<SessionObstacle>> read_session(const BuildOptions& options, Sink& sink,
                                                                        std::vector<BuildReport::Phase>& phases);

} // namespace livret
