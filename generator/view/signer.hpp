// What a trainer's page says of her signatures: keys, scope, and what she signed that the readers see.
#pragma once

#include "view/page_writer.hpp"

namespace livret {

Shape keys_shape();
Shape scopes_shape();
Shape signed_shape();
// Sets "keys", "scopes" and "signed_decisions"; empty for whoever the registry does not know.
void set_signer(const PageWriter& writer, const Trainer& trainer, Value& out);

} // namespace livret
