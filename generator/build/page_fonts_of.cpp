#include "build/page_fonts_of.hpp"

#include "disk/disk.hpp"
#include "media/base64.hpp"

namespace livret {

PageFonts page_fonts_of(const std::string& share) {
    const auto disk = open_real_disk(share + "/themes/default/assets/fonts");
    const auto font = [&](const char* name) { return encode_base64(disk->read(std::string(name) + "-wght-normal.woff2")); };
    return {font("source-serif-4-latin"), font("source-serif-4-latin-ext"), font("source-sans-3-latin"),
            font("source-sans-3-latin-ext")};
}

} // namespace livret
