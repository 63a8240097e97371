// Codes and people as documents name them, held against the scope; what does not exist is reported with the
// nearest that does.
#pragma once

#include "load/fields.hpp"
#include "load/scope.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

using Name = Located<std::string>;

// The framework of a document: its own `framework` field, else that of livret.yaml. Null if it could not be
// read.
const Framework* framework_of(const Record& record, const Scope& scope, const Reporter& reporter);

// The code as the framework writes it.
std::optional<std::string> competence_named(const Name& name, const Framework& framework, const Reporter& reporter);
// A list of codes in the order written, without the unknown and the repeated ones, which are reported.
std::vector<std::string> competences_named(const std::vector<Name>& names, const Framework* framework, const Reporter& reporter);
std::vector<std::string> domains_named(const std::vector<Name>& names, const Framework* framework, const Reporter& reporter);

std::optional<TraineeId> trainee_named(const Name& name, const GfpId& gfp, const Scope& scope, const Reporter& reporter);
std::vector<TraineeId> trainees_named(const std::vector<Name>& names, const GfpId& gfp, const Scope& scope,
                                      const Reporter& reporter);
std::optional<TrainerId> trainer_named(const Name& name, const Scope& scope, const Reporter& reporter);
std::vector<TrainerId> trainers_named(const std::vector<Name>& names, const Scope& scope, const Reporter& reporter);
// A trainer, a trainee of `gfp`, or any trainee as group/trainee. `gfp` is empty in a stream's forum.
std::optional<PersonKey> person_named(const Name& name, const GfpId& gfp, const Scope& scope, const Reporter& reporter);

std::optional<ContextId> context_named(const Name& name, const Scope& scope, const Reporter& reporter);

} // namespace livret
