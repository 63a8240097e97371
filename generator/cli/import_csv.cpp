// livret import csv FILE
#include "cli/exchange_verbs.hpp"

namespace livret {

Exit import_csv(const Command&) {
    throw CommandError{Exit::environment, "pas encore", "not yet"};
}

} // namespace livret
