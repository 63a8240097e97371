// A jury's session frozen: what every candidate had declared on one day, signed, and never changed again.
//
// Making one collects everything that stands in its way first: an administrator mends it all at once, not one refusal at a time.
// Reading one believes nothing that the institute did not sign: what was edited, taken away or put in another's place is refused
// or said, candidate by candidate. Both are values over what was read; nothing is written here.
#pragma once

#include "build/pipeline.hpp"
#include "trust/frozen_state.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// What must be mended before a session can be frozen or judged: where, what, and the way out.
struct SessionObstacle {
    std::string path; // in the repository; may be empty
    std::string fr, en;
};

// The session's file is not what the registry vouches for: nothing of this session goes on; everything else does. Throws
// DiskError.
std::optional<SessionObstacle> session_not_in_force(const Disk& repository, const Registry& registry, const JurySession& session);

struct PlannedFreeze {
    Freeze freeze; // its checkpoint is the caller's: it may have to be made first
    struct Candidate {
        TraineeKey key;
        std::string id, name;
        std::size_t activities = 0, competences = 0;
    };
    std::vector<Candidate> candidates; // sorted by key
    std::vector<std::string> states;   // the files that the freeze names
    struct Bound {                     // a text or an attachment, each digest once
        Digest digest;
        SourcePath path;
        enum class Kind { body, file } kind = Kind::body;
    };
    std::vector<Bound> contents;
};

// `day`: of the freeze. Who is a candidate: whoever the roster has in one of the session's groups on that day, grace included.
// Throws DiskError.
std::variant<PlannedFreeze, std::vector<SessionObstacle>> plan_freeze(const WholeRepository& whole, const Disk& repository,
                                                                      const JurySession& session, Date day);
// The bytes of what it binds, as they are now; nothing if somebody edits the file right now. Throws DiskError.
std::optional<std::string> bytes_of(const Disk& repository, const PlannedFreeze::Bound& one);

struct FrozenCandidate {
    std::string trainee; // opaque id
    Digest state;
    enum class Kind {
        whole,
        missing, // something that was frozen is not there: see `gone`
        altered, // what lies there is not hers, or is no frozen state
        erased   // for good: what was frozen of her is gone, and that is right
    } kind = Kind::whole;
    std::vector<FrozenActivity> activities; // as far as they can be read
    std::vector<Digest> gone;               // snapshots that are not there
};
struct SessionFreeze {
    std::string path; // below trust/
    Digest digest;
    std::string session, signed_at;
    Named checkpoint;
    Date checkpoint_date{};
    std::vector<FrozenCandidate> candidates; // sorted by trainee

    const FrozenCandidate* find(std::string_view trainee) const;
};

// In plain words, why there is nothing to read.
struct FreezeRefusal {
    bool frozen = false; // there is a file, and it is nobody's word
    std::string fr, en;
};
// Pure: the files of trust/ and what they were judged to be.
std::variant<SessionFreeze, FreezeRefusal> read_freeze(const TrustFiles& files, const Judged& judged, std::string_view session);

} // namespace livret
