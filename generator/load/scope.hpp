// What a document is checked against: the configuration, the frameworks, and the names of people and groups.
// Known from livret.yaml, frameworks/ and the names of folders, before any document is read; so documents are
// read in parallel.
#pragma once

#include "disk/snapshot.hpp"
#include "load/bodies.hpp"
#include "model/institute.hpp"

#include <map>
#include <set>
#include <vector>

namespace livret {

struct Scope {
    const Snapshot* snapshot = nullptr;
    Configuration configuration;
    bool configuration_good = false; // else its closed sets are not held against documents
    std::vector<Framework> frameworks;
    std::map<GfpId, std::set<TraineeId>> trainees; // folders that hold a profile.md
    std::map<GfpId, SchoolYear> years;             // of each readable gfp.md
    Bodies bodies = Bodies::read;

    const Framework* find_framework(const FrameworkId& id) const;
};

} // namespace livret
