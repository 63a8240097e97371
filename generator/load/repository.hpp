// A shared repository as values. Every document is read, whatever is wrong with others; one with errors is
// left out of the Institute and named in Institute::left_out.
//
// Order: livret.yaml and frameworks/ first, then documents in parallel against them (readers.hpp), then what
// only the whole can tell: references used twice, links, anchors (cross_checks.hpp).
#pragma once

#include "disk/snapshot.hpp"
#include "load/document.hpp"
#include "model/institute.hpp"

#include <vector>

namespace livret {

struct LoadOptions {
    unsigned jobs = 1;
};

// `sink` receives everything that is wrong with any file. Throws DiskError only if the disk itself fails.
Institute load_repository(const Disk& disk, const Snapshot& snapshot, const LoadOptions& options, Sink& sink);

} // namespace livret
