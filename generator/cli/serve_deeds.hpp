// What the forms of `livret serve --write` do beyond the working folder: depositing (history/deposit), and putting in place what
// a trainer signed in the browser (build/signed_import), in the sentences that the commands say too.
#pragma once

#include "cli/command.hpp"
#include "serve/deeds.hpp"

namespace livret {

// `options`: of the repository that is served.
Deeds deeds_for_forms(const BuildOptions& options);

} // namespace livret
