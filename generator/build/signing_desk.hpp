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

#include <optional>
#include <string>
#include <vector>

namespace livret {

namespace desk_limits {
// Bytes of attachments that a page carries, as base64: of one subject, and of a whole page. What is larger is taken from the
// repository when the signed files are put in place (build/signed_import.hpp).
inline constexpr std::uint64_t subject = 4u << 20, page = 24u << 20;
} // namespace desk_limits

// One activity, one training session for one participant, or what one trainee gave to the group's space.
struct DeskSubject {
    Json facts;
    // Whose words are bound; they are read when the page is written.
    struct Text {
        SourcePath path;
        std::optional<std::int64_t> answer = std::nullopt; // of a question: its number, 0 for the question itself
        std::string title = {}, when = {};                 // of a contribution
    };
    std::vector<Text> texts;
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
