// livret export KIND ...
#include "cli/exchange_verbs.hpp"

#include <array>

namespace livret {

Exit run_export(const Command& command) {
    static constexpr std::array kinds{
        ExchangeKind{"csv", export_csv},
        ExchangeKind{"leap2a", export_leap2a},
        ExchangeKind{"dossier", export_dossier},
    };
    for (const ExchangeKind& one : kinds)
        if (one.word == command.arguments.rest.front()) return one.run(command);
    return Exit::usage; // options.cpp lets no other word through
}

} // namespace livret
