// Base64 (RFC 4648 §4), as pictures are written inside drawings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace livret {

std::string encode_base64(std::string_view bytes);
// White space is skipped, as programs break long lines; anything else that is not base64 gives nothing.
std::optional<std::string> decode_base64(std::string_view text);

} // namespace livret
