#include "trust/documents.hpp"

namespace livret {

LIVRET_MADE_ONCE(Root)
LIVRET_MADE_ONCE(Registry)
LIVRET_MADE_ONCE(Attestation)
LIVRET_MADE_ONCE(Certificate)

} // namespace livret
