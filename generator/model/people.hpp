// Groups, trainees and trainers.
#pragma once

#include "base/date.hpp"
#include "base/made_once.hpp"
#include "model/ids.hpp"
#include "model/rich_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace livret {

struct Trainer {
    TrainerId id;
    std::string name;
    std::string subject; // may be empty
};

// 2004-2005: from the first of August to the end of July.
struct SchoolYear {
    int first = 0; // 0: not known
    bool contains(Date date) const;
    std::string text() const; // "2004-2005"
};

struct Gfp {
    LIVRET_DECLARED_ONCE(Gfp);
    GfpId id;
    SourcePath path;
    std::string title;
    std::string subject;
    StreamId stream; // may be empty
    SchoolYear year;
    std::vector<TrainerId> trainers;
    Shared<RichText> text;
};

// What a signature about a text or a file binds.
struct SourceContent {
    std::uint64_t size = 0; // bytes
    std::string sha256;     // 64 hexadecimal digits; empty: not computed
};

struct Attachment {
    SourcePath path;
    std::string name;          // as the author named it
    std::uint64_t size = 0;    // bytes
    int width = 0, height = 0; // of a picture, in pixels as it is shown; 0 for others
    SourceContent source;      // the file as it lies in the repository: what a signature binds
};

struct Trainee {
    LIVRET_DECLARED_ONCE(Trainee);
    TraineeKey key;
    SourcePath path;
    std::string id;   // opaque, in the institute's roster
    std::string name; // as printed: Anne Durand
    std::string salt; // hexadecimal; never published
    std::string subject;
    std::string school;               // may be empty
    std::optional<Date> participates; // part of the experiment since that day
    std::optional<Attachment> portrait;
    Shared<RichText> text;
};

} // namespace livret
