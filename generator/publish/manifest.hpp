// What a build wrote into an output folder: the only files that a later build may replace or remove there.
//
// Kept in the repository, in .livret/, never in the site: manifest-<output>.json for what lies above the groups, and
// parts-<output>/<group>.json for each group's folder, so that a build of one group reads and writes nothing of the others.
// Before the first page is written, the planned paths are noted without a digest and `complete` is false; so a build that was
// killed leaves no file that the next one takes for somebody else's.
#pragma once

#include "base/paths.hpp"
#include "disk/disk.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct Manifest {
    bool complete = true;
    std::map<SitePath, std::string> files; // SHA-256 of the bytes, hexadecimal; empty: planned, perhaps written
    bool operator==(const Manifest&) const = default;
};

// The manifest's path in the repository. `output` is the output folder as it identifies the build: relative
// to the root if it lies inside, else absolute.
std::string manifest_path(std::string_view output);

// Where a part lies: see the top.
std::string manifest_part_path(std::string_view output, std::string_view part);

// The part of a group's folder, or with "" of what lies above. An empty one if there is none, or if it cannot be read: then
// nothing counts as ours.
Manifest read_manifest_part(const Disk& repository, std::string_view output, std::string_view part);
void write_manifest_part(Disk& repository, std::string_view output, std::string_view part, const Manifest& manifest);
void remove_manifest_part(Disk& repository, std::string_view output, std::string_view part);
// The groups' folders that have a part.
std::vector<std::string> manifest_parts(const Disk& repository, std::string_view output);

// All parts in one: complete if each is.
Manifest read_manifest(const Disk& repository, std::string_view output);
void write_manifest(Disk& repository, std::string_view output, const Manifest& manifest);
void remove_manifest(Disk& repository, std::string_view output);

// Whose part a path of the site belongs to.
std::string_view part_of(const SitePath& path);

// Every output folder that a manifest in the repository speaks of.
std::vector<std::string> known_outputs(const Disk& repository);

} // namespace livret
