// What has changed since a session was frozen, candidate by candidate (model/session_changes.hpp).
//
// The jury judges what was frozen; what came later is shown beside it, never in its place. A text that was edited is compared
// with the frozen one, not with the one that a trainer signed (that is build/signed_texts.hpp).
//
// Pure: values in, values out; the two texts of an activity are asked for where they differ.
#pragma once

#include "build/session_freeze.hpp"
#include "model/session_changes.hpp"

#include <functional>
#include <string>
#include <vector>

namespace livret {

struct SessionTexts {
    std::function<std::optional<std::string>(const Digest&)> frozen;    // the bytes of a snapshot
    std::function<std::optional<std::string>(const SourcePath&)> today; // the text behind an activity's header, as it is bound
};

// `then`: trust/ judged as of the freeze's checkpoint. In the order of groups and folders; those who left come last.
std::vector<CandidateChanges> session_changes(const SessionFreeze& freeze, const Institute& institute, const Judged& now,
                                              const Judged& then, const SessionTexts& texts);

} // namespace livret
