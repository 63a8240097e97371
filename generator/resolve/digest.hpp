// What there is to tell each person of an institute: what waits for her, what was decided, answered and announced.
//
// Pure. Everything of today is there, whether she was told before or not: each piece of news has keys, which stay the same for
// ever, and whoever sends it remembers which keys were sent. A thing that becomes urgent (a question near its deadline, then
// beyond it) gets a further key. Each person gets what a build for her would show: a trainee her own decisions with their
// comments, and of her group what its members see; a trainer what waits in the groups that she may sign for, and the questions
// and news of those that gfp.md names her in.
#pragma once

#include "model/institute.hpp"
#include "resolve/clock.hpp"
#include "resolve/waiting.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

enum class NewsKind { // in the order in which they are told
    question_overdue, // the promise of an answer is broken
    question_near,    // its last day
    question,         // on the forum, not answered
    asked_directly,   // put to this trainer
    request,          // a trainer wants more information of this trainee
    file_with_errors, // of this trainee's, that is left out
    late,             // waits for a decision longer than the institute wants
    to_decide,
    reply, // to a request for more information
    decision,
    colleague, // a decision of another trainer
    answer,    // in a thread that she is in
    training,
    cancelled_training,
    notice,
};

struct News {
    NewsKind kind = NewsKind::notice;
    std::vector<std::string> keys = {};     // told, once all of them were
    std::optional<Date> day = std::nullopt; // when it happened; none: it waits, however old it is
    std::string title = {}, reference = {}; // of the activity, question, session, news; both may be empty
    std::string who = {};                   // asked, decided, answered, wrote it; whose activity it is
    GfpId gfp = {};                         // empty for a stream's
    SourcePath source = {};                 // the file whose page shows it; may be empty
    std::vector<std::string> codes = {};
    std::vector<SignedDecision> decisions = {};
    std::string digits = {};                   // of the attestation that asks, for a reply
    std::optional<Clock> clock = std::nullopt; // of a question with a promise
    std::string text = {};                     // its words, plain; may be empty
    std::size_t errors = 0;                    // of a file
    std::optional<Date> since = std::nullopt;  // waits since then
    std::optional<Hours> hours = std::nullopt; // of a session, on that day
    std::string place = {};                    // of a session
};

// Whether a key stands for a state, which may end and begin again (something waits, a file has errors), and not for an event.
bool is_state_key(std::string_view key);

struct PersonDigest {
    // One of both is set.
    TraineeKey trainee;
    TrainerId trainer;
    std::string id;   // in the private file of people: of the roster, or a trainer's own
    std::string name; // as printed
    std::vector<News> news;
    std::size_t waiting = 0; // trainee: requests without her reply; trainer: activities to decide
    std::optional<Date> oldest;
};

// Everybody: trainees by group and folder, then trainers by id. `whole`: nobody's audience.
std::vector<PersonDigest> digests_of(const Institute& whole, const Moment& now);

} // namespace livret
