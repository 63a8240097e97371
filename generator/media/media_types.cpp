#include "media/media_types.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

struct Type {
    std::string_view extension, type;
};
constexpr std::array types{
    Type{".html", "text/html; charset=utf-8"},
    Type{".css", "text/css; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".json", "application/json"},
    Type{".xml", "application/atom+xml; charset=utf-8"}, // the only ones: feeds
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".md", "text/markdown; charset=utf-8"},
    Type{".csv", "text/csv; charset=utf-8"},
    Type{".tsv", "text/tab-separated-values; charset=utf-8"},
    Type{".ics", "text/calendar; charset=utf-8"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".jpg", "image/jpeg"},
    Type{".jpeg", "image/jpeg"},
    Type{".gif", "image/gif"},
    Type{".webp", "image/webp"},
    Type{".woff2", "font/woff2"},
    Type{".pdf", "application/pdf"},
    Type{".zip", "application/zip"},
    Type{".odt", "application/vnd.oasis.opendocument.text"},
    Type{".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    Type{".odp", "application/vnd.oasis.opendocument.presentation"},
    Type{".odg", "application/vnd.oasis.opendocument.graphics"},
    Type{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Type{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    Type{".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    Type{".ggb", "application/vnd.geogebra.file"},
};

} // namespace

std::string_view media_type(std::string_view extension) {
    const std::string_view whole = media_type_with_encoding(extension);
    return whole.substr(0, whole.find(';'));
}

std::string_view media_type_with_encoding(std::string_view extension) {
    const std::string lower = ascii_lower(extension);
    const auto found = std::find_if(types.begin(), types.end(), [&](const Type& one) { return one.extension == lower; });
    return found == types.end() ? "application/octet-stream" : found->type;
}

} // namespace livret
