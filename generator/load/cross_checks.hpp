// What only the whole repository can tell: references and identifiers used twice, two sources for one page,
// references to nothing, dead links and anchors. Each is reported in the file where a person has to mend it.
#pragma once

#include "disk/disk.hpp"
#include "load/document.hpp"
#include "load/scope.hpp"

#include <vector>

namespace livret {

void check_across(std::vector<Document>& documents, const Scope& scope);

// References of every activity, those of files that could not be read whole too (by the line that gives it: their YAML may be
// what is wrong with them): one is never used twice.
std::vector<std::string> taken_references(const Institute& institute, const Disk& disk);
// The next free reference of a trainee: MATH1-DURAND-04. `taken` are all references of the repository.
std::string next_reference(const TraineeKey& owner, const std::vector<std::string>& taken);

} // namespace livret
