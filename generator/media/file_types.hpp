// The closed list of types that may be joined to a text, by extension, and the way out for the others.
//
// A type is on the list if everyone can open it in twenty years and nothing in it runs. For the rest people
// are told what to do instead: "not accepted" alone would leave a trainee with her photograph in HEIC.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

namespace livret {

enum class FileType { png, jpeg, gif, webp, svg, pdf, odt, ods, odp, odg, docx, xlsx, pptx, geogebra, text };

// What to do instead; both languages, as hints are written (imperative, no full stop).
struct WayOut {
    std::string_view french, english;
};

// `extension` with its dot, in lower case; empty if the name has none.
std::variant<FileType, WayOut> file_type(std::string_view extension);

} // namespace livret
