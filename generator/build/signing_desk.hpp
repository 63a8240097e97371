// What the signing page of a group knows (themes/program/sign/): who may sign, what may be decided, and the very bytes that a
// signature would bind. For trainers only, and made before the audience's restrictions: signatures name the roster's ids.
//
// The page is the program's; these are its data, as JSON in a block that no browser runs. What an author wrote stands in it as
// text, with its digest, which the page computes again before it shows or signs anything.
#pragma once

#include "base/date.hpp"
#include "base/json.hpp"
#include "build/verdicts.hpp"
#include "resolve/site_map.hpp"

#include <string>
#include <vector>

namespace livret {

namespace desk_limits {
// Bytes of attachments that a page carries, as base64: of one subject, and of a whole page. What is larger is taken from the
// repository when the signed files are put in place (build/signed_import.hpp).
inline constexpr std::uint64_t subject = 4u << 20, page = 24u << 20;
} // namespace desk_limits

// One activity, or one training session for one participant.
struct DeskSubject {
    Json facts;
    SourcePath text; // whose words are bound; they are read when the page is written
    std::vector<SourcePath> files;
    bool waits = false; // a trainer has something to do: its attachments go first into the page
};

struct GroupDesk {
    GfpId gfp;
    Json head;
    std::vector<DeskSubject> subjects; // what waits longest first, then the rest by name
};

// Empty for a repository without trust/, or whose chain does not hold: nothing can be signed there. `institute`: everything,
// nothing left out.
std::vector<GroupDesk> signing_desks(const Institute& institute, const Judged& judged, const Disk& repository, const Sink& sink,
                                     const Moment& now);

// The bytes of the page: `page` is share/livret/program/sign.fr.html or sign.en.html. Throws DiskError.
std::string signing_page(std::string_view page, const GroupDesk& desk, const SiteMap& map, const Disk& repository);

} // namespace livret
