// Pictures made of pixels, rebuilt from what a picture needs.
//
// One walk per format. Each goes through the file's pieces once, copies the pieces that are on its list, byte
// by byte, and puts aside what it leaves out so that people can be told what their picture said. A file that
// does not end where its format says, or has a piece that readers must understand and we do not, is damaged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// What a walk left out. The views point into the bytes of the picture.
struct RemovedMetadata {
    std::vector<std::string_view> exif;      // TIFF structures, without "Exif\0\0"
    std::vector<std::string_view> xmp;       // packets
    std::vector<std::string_view> photoshop; // image resource blocks, where IPTC lives
    std::vector<std::string> comments;
    std::string_view profiles; // the whole picture, if its compressed texts may hold any of the above (PNG)
    bool author = false;       // a text said to be one
    bool thumbnail = false;    // a small copy, which may show what was cropped
    bool appended = false;     // bytes after the picture: a film of the moment, a second picture
};

struct CleanPicture {
    std::string bytes;
    int width = 0, height = 0; // as shown
    RemovedMetadata left_out;
};

enum class Raster { png, jpeg, gif, webp };

// What the first bytes say.
std::optional<Raster> raster_of(std::string_view bytes);

// Nothing if the picture is damaged.
std::optional<CleanPicture> clean_raster(Raster kind, std::string_view bytes);

std::optional<CleanPicture> clean_png(std::string_view bytes);
std::optional<CleanPicture> clean_jpeg(std::string_view bytes);
std::optional<CleanPicture> clean_gif(std::string_view bytes);
std::optional<CleanPicture> clean_webp(std::string_view bytes);

// For the walks: whether anything but the zeros that some cameras pad with follows the picture.
bool holds_data(std::string_view after_the_end);
// Width and height as shown, given how Exif says to turn the picture (TIFF tag 274: 5 to 8 lie on their
// side).
void set_size(CleanPicture& picture, std::uint32_t width, std::uint32_t height, int orientation);

} // namespace livret
