// What a path of the shared repository is for. The tree is described in the format specification.
#pragma once

#include "disk/snapshot.hpp"
#include "model/ids.hpp"

#include <optional>

namespace livret {

enum class PlaceKind {
    configuration,
    framework,
    example,
    stream_question,
    gfp,
    profile,
    activity,
    position,
    training,
    question,
    notice,
    session,
    attachment, // beside an activity's or an example's index.md, or beside a profile
    ignored,    // README.md and the like at the top
    unknown,
};

struct Place {
    PlaceKind kind = PlaceKind::unknown;
    GfpId gfp;         // of what lies in a group
    TraineeId trainee; // of what lies in a trainee's folder
    StreamId stream;
    std::string slug; // of an activity, a training ...; the date of a position
    SourcePath owner; // of an attachment: the document that it is beside
};

Place place_of(const SourcePath& path);

// Documents are read as front matter and Markdown.
bool is_document(PlaceKind kind);
// Texts of one group and what is attached to them: nothing that is of all groups is made of them.
bool is_text_of_a_group(PlaceKind kind);

} // namespace livret
