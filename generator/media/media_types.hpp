// The media type of a file, by its extension: what a server calls it, and what goes into exports.
#pragma once

#include <string_view>

namespace livret {

// `extension` with its dot, in any case. "text/csv"; "application/octet-stream" for what is not known.
std::string_view media_type(std::string_view extension);
// Likewise, and how the text is encoded: "text/csv; charset=utf-8".
std::string_view media_type_with_encoding(std::string_view extension);

} // namespace livret
