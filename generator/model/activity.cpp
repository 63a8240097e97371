#include "model/activity.hpp"

namespace livret {

LIVRET_MADE_ONCE(Activity)

} // namespace livret
