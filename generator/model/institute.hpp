// The whole repository as values: what loading yields and everything after it reads.
//
// Lists are sorted (groups and people by id; dated things by date then path), so that nothing depends on the
// order in which a disk names its files. There are no pointers between them: whoever needs to go from one to
// another builds an index (resolve/index.hpp).
#pragma once

#include "base/made_once.hpp"
#include "model/activity.hpp"
#include "model/attestation.hpp"
#include "model/framework.hpp"
#include "model/group_life.hpp"
#include "model/people.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct Label {
    std::string fr, en;
    const std::string& in(Language language) const { return language == Language::fr ? fr : en; }
};

struct Context {
    ContextId id;
    Label label;
};

struct Stream {
    StreamId id;
    std::string title;
};

enum class Decisions { restricted, open };
enum class Robots { noindex, index };

// What holds where livret.yaml says nothing, or cannot be read.
std::vector<Context> default_contexts();
std::vector<Label> default_levels();

// livret.yaml, with defaults filled in. `written` names the keys that the file holds, for `livret config`.
struct Configuration {
    LIVRET_DECLARED_ONCE(Configuration);
    std::string institution_id;
    std::string institution_name;
    std::string institution_address;
    std::string root_fingerprint;
    Language language = Language::fr;
    FrameworkId framework;
    std::vector<FrameworkId> also;
    std::vector<Context> contexts = default_contexts();
    std::vector<Stream> streams;
    std::vector<Trainer> trainers;
    std::vector<Label> levels = default_levels(); // four
    int promise_days = 4;                         // the promise of the memo of 2004: an answer on the forum within four days
    int attest_within_days = 0;                   // 0: no promise
    std::string base_url;                         // ends with '/', or empty
    Decisions decisions = Decisions::restricted;
    Robots robots = Robots::noindex;
    std::string contact;
    RichText legal;
    std::string retention;
    std::string theme;
    std::map<std::string, int> written; // key in English, also.<id> -> its line
};

// A file that was left out because of its errors: its author's page says so, unless what could still be read of it says
// that the file is not for the reader.
struct LeftOut {
    SourcePath path;
    TraineeKey owner; // of a trainee's file; else empty, or the GFP alone
    std::size_t errors = 0;
    std::optional<Visibility> visibility; // as far as it could be read
    std::optional<Status> status;
};

// What groups have; what a stream asks is of no group.
struct GroupLists {
    LIVRET_DECLARED_ONCE(GroupLists);
    std::vector<Gfp> gfps;
    std::vector<Trainee> trainees;
    std::vector<Activity> activities; // by owner, then date, then path; drafts and withdrawn ones too
    std::vector<Positioning> positionings;
    std::vector<Training> trainings;
    std::vector<Question> questions;
    std::vector<Notice> notices;
    std::vector<LeftOut> left_out;
};

struct Institute : GroupLists {
    LIVRET_DECLARED_ONCE(Institute);
    Configuration configuration;
    std::vector<Framework> frameworks; // the configured ones that could be read, by id
    std::vector<Example> examples;
    std::vector<JurySession> sessions;
    TrustState trust; // empty until verdicts are made

    const Framework* find_framework(const FrameworkId& id) const;
    const Gfp* find_gfp(const GfpId& id) const;
    const Trainee* find_trainee(const TraineeKey& key) const;
    const Trainer* find_trainer(const TrainerId& id) const;
    const Context* find_context(const ContextId& id) const;
    const Stream* find_stream(const StreamId& id) const;
    const Activity* find_activity(std::string_view reference) const;
};

} // namespace livret
