// What only the whole repository can tell: references and identifiers used twice, two sources for one page,
// references to nothing, dead links and anchors. Each is reported in the file where a person has to mend it.
#pragma once

#include "load/document.hpp"
#include "load/scope.hpp"

#include <vector>

namespace livret {

void check_across(std::vector<Document>& documents, const Scope& scope);

// The next free reference of a trainee: MATH1-DURAND-04. `taken` are all references of the repository.
std::string next_reference(const TraineeKey& owner, const std::vector<std::string>& taken);

} // namespace livret
