// The names of a shared repository at one moment: what the rest of a run reads, and nothing else.
//
// Links are refused, not followed. Hidden files (.git, .livret, .gitattributes) and folders that are no part
// of a shared repository's format (the site that a build wrote, trust/) are not in it. Names are checked
// here, once, because a name that one computer accepts another refuses: see the codes bad-name, bad-file-name
// and same-name.
#pragma once

#include "diag/sink.hpp"
#include "disk/disk.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace livret {

struct SourceFile {
    SourcePath path;
    std::uint64_t size = 0;
    Stamp stamp = {};
};

struct Snapshot {
    std::vector<SourceFile> files; // sorted by path

    const SourceFile* find(const SourcePath& path) const;
    // The files below a folder, at any depth.
    std::vector<SourceFile> below(const SourcePath& folder) const;
};

// `output` is the folder of the repository that a build writes to, if it lies inside: it is not read.
Snapshot take_snapshot(const Disk& disk, const std::optional<SourcePath>& output, Sink& sink);

} // namespace livret
