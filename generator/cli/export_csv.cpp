// livret export csv [TABLE]
#include "cli/exchange_verbs.hpp"

namespace livret {

Exit export_csv(const Command&) {
    throw CommandError{Exit::environment, "pas encore", "not yet"};
}

} // namespace livret
