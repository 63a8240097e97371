#include "model/rich_text.hpp"

namespace livret {

LIVRET_MADE_ONCE(RichText)

} // namespace livret
