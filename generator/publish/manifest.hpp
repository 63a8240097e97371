// What a build wrote into an output folder: the only files that a later build may replace or remove there.
//
// Kept in the repository, in .livret/manifest-<output>.json, never in the site. Before the first page is
// written, the planned paths are noted without a digest and `complete` is false; so a build that was killed
// leaves no file that the next one takes for somebody else's.
#pragma once

#include "base/paths.hpp"
#include "disk/disk.hpp"

#include <map>
#include <string>

namespace livret {

struct Manifest {
    bool complete = true;
    std::map<SitePath, std::string> files; // SHA-256 of the bytes, hexadecimal; empty: planned, perhaps written
};

// The manifest's path in the repository. `output` is the output folder as it identifies the build: relative
// to the root if it lies inside, else absolute.
std::string manifest_path(std::string_view output);

// An empty manifest if there is none, or if it cannot be read: then nothing counts as ours.
Manifest read_manifest(const Disk& repository, std::string_view output);
void write_manifest(Disk& repository, std::string_view output, const Manifest& manifest);

// Every output folder that a manifest in the repository speaks of.
std::vector<std::string> known_outputs(const Disk& repository);

} // namespace livret
