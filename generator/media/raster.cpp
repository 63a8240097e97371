#include "media/raster.hpp"

#include <algorithm>
#include <utility>

namespace livret {

std::optional<Raster> raster_of(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return Raster::png;
    if (bytes.starts_with("\xFF\xD8\xFF")) return Raster::jpeg;
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return Raster::gif;
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return Raster::webp;
    return std::nullopt;
}

std::optional<CleanPicture> clean_raster(Raster kind, std::string_view bytes) {
    switch (kind) {
    case Raster::png:
        return clean_png(bytes);
    case Raster::jpeg:
        return clean_jpeg(bytes);
    case Raster::gif:
        return clean_gif(bytes);
    case Raster::webp:
        return clean_webp(bytes);
    }
    return std::nullopt;
}

bool holds_data(std::string_view after_the_end) {
    return std::any_of(after_the_end.begin(), after_the_end.end(), [](char c) { return c != '\0'; });
}

void set_size(CleanPicture& picture, std::uint32_t width, std::uint32_t height, int orientation) {
    if (orientation >= 5) std::swap(width, height);
    picture.width = static_cast<int>(width);
    picture.height = static_cast<int>(height);
}

} // namespace livret
