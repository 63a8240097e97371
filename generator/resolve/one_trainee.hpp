// What an institute holds about one trainee: what her dossier is made of.
//
// Nothing of any other trainee is in it, neither a name nor an identifier: whoever did an activity with her is there by
// initials; answers and questions of others, news by others, and the texts of her group and of training sessions are left out.
// What she wrote herself stands as she wrote it. Trainers, frameworks and settings are whole.
#pragma once

#include "model/institute.hpp"

namespace livret {

// Pure; copies hers only, so that many can be made of a large institute. Every list is empty if she is not there.
Institute only_of(const Institute& whole, const TraineeKey& trainee);

// "É. D." of "Émilie Durand"; "J.-P. D." of "Jean-Pierre Durand". Particles in lower case keep their first letter: "A. d. V.".
std::string initials_of(std::string_view name);

} // namespace livret
