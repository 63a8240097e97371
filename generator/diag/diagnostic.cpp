#include "diag/diagnostic.hpp"

namespace livret {

LIVRET_MADE_ONCE(Diagnostic)

} // namespace livret
