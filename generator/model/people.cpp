#include "model/people.hpp"

namespace livret {

LIVRET_MADE_ONCE(Gfp)
LIVRET_MADE_ONCE(Trainee)

} // namespace livret
