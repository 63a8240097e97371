#include "model/group_life.hpp"

namespace livret {

LIVRET_MADE_ONCE(Positioning)
LIVRET_MADE_ONCE(Training)
LIVRET_MADE_ONCE(Question)
LIVRET_MADE_ONCE(Notice)
LIVRET_MADE_ONCE(Example)
LIVRET_MADE_ONCE(JurySession)

} // namespace livret
