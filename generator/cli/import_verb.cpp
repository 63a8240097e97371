// livret import KIND ...
#include "cli/exchange_verbs.hpp"

#include <array>

namespace livret {

Exit run_import(const Command& command) {
    static constexpr std::array kinds{
        ExchangeKind{"csv", import_csv},
        ExchangeKind{"leap2a", import_leap2a},
    };
    for (const ExchangeKind& one : kinds)
        if (one.word == command.arguments.rest.front()) return one.run(command);
    return Exit::usage; // options.cpp lets no other word through
}

} // namespace livret
