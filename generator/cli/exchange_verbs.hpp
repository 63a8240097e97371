// livret export KIND ..., livret import KIND ...: what leaves and what comes in. Each kind has a file of its
// own and a line in export_verb.cpp or import_verb.cpp; its name also stands in options.cpp, where the
// command line is read.
#pragma once

#include "cli/command.hpp"

#include <string_view>

namespace livret {

struct ExchangeKind {
    std::string_view word;       // as typed after the verb
    Exit (*run)(const Command&); // command.arguments.rest starts with the word
};

// --output, else dossiers/ where one stands; made, and within the shared repository kept out of git: dossiers hold what is
// private.
std::string folder_for_dossiers(const Command& command, const BuildOptions& options);

Exit export_csv(const Command& command);
Exit export_dossier(const Command& command);
Exit import_csv(const Command& command);
Exit export_leap2a(const Command& command);
Exit import_leap2a(const Command& command);

} // namespace livret
