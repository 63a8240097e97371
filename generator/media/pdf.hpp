// What a PDF (ISO 32000) does beyond being read, and whose name it carries.
//
// A best effort over the bytes as they stand: what newer files keep in compressed object streams is not seen.
// Names are compared as readers do, with #xx resolved, so that "/J#61vaScript" hides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace livret {

bool is_pdf(std::string_view bytes);
// It runs scripts, starts programs, or carries other files.
bool is_active_pdf(std::string_view bytes);
// The authors in its information dictionary and its uncompressed XMP packets.
std::vector<std::string> pdf_authors(std::string_view bytes);

} // namespace livret
