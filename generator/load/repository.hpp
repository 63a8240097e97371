// A shared repository as values. Every document is read, whatever is wrong with others; one with errors is
// left out of the Institute and named in Institute::left_out.
//
// Order: livret.yaml, frameworks/ and the names of all files first, then documents in parallel against them (readers.hpp), then
// what only several documents can tell: references used twice, links, anchors (cross_checks.hpp).
//
// load_repository reads everything at once. A group's folder can also be read by itself: nearly nothing in it names what is in
// another group's, and what does is found out (Part::complete).
#pragma once

#include "base/made_once.hpp"
#include "disk/snapshot.hpp"
#include "load/cross_checks.hpp"
#include "load/document.hpp"
#include "load/document_memo.hpp"
#include "load/scope.hpp"
#include "model/institute.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace livret {

struct LoadOptions {
    unsigned jobs = 1;
    Bodies bodies = Bodies::read;
};

// `sink` receives everything that is wrong with any file. Throws DiskError only if the disk itself fails.
Institute load_repository(const Disk& disk, const Snapshot& snapshot, const LoadOptions& options, Sink& sink);

using SourceFiles = std::vector<const SourceFile*>; // of a snapshot, in its order

// What documents are read against, and which there are.
struct Frame {
    LIVRET_DECLARED_ONCE(Frame);
    Scope scope;
    SourceFiles shared; // of no group: examples, the streams' questions, sessions
    std::map<GfpId, SourceFiles> groups;
};
// `snapshot` must outlive the frame. `sink`: what is wrong with livret.yaml, frameworks, guard.yaml, and with names.
void read_frame(const Disk& disk, const Snapshot& snapshot, Frame& out, Sink& sink);

// livret.yaml as it lies there, for whoever has nothing to do until the names of all files are known; nothing: it cannot be read.
// What is wrong with it is said by read_frame.
std::optional<Configuration> read_configuration_now(const Disk& disk);

// Every gfp.md that can be read, by id: what is wrong with it is said when its group is read.
std::vector<Gfp> read_groups(const Disk& disk, const Frame& frame, unsigned jobs);

// The profiles of these trainees, as far as they can be read, in the order of the keys.
std::vector<Trainee> read_profiles(const Disk& disk, const Frame& frame, const std::set<TraineeKey>& whose, unsigned jobs);

// Some documents, as lists of an Institute that has neither configuration nor frameworks.
struct Part {
    LIVRET_DECLARED_ONCE(Part);
    Institute institute;
    Surface surface;
    Sink sink;
    bool complete = true; // false: it must be read again when more is known of others
};
// `memo`: documents that were read before; may be null.
Part load_part(const Disk& disk, const SourceFiles& files, const Scope& scope, const Others& others, unsigned jobs,
               DocumentMemo* memo = nullptr);

} // namespace livret
