// Text as a JSON string, in the one way that RFC 8785 §3.2.2.2 leaves: what is signed is written so, and all else is too.
#pragma once

#include <string>
#include <string_view>

namespace livret {

// Adds the text with its quotes. `text` is UTF-8; nothing but quotes, backslashes and control characters is escaped.
void append_json_string(std::string& out, std::string_view text);

} // namespace livret
