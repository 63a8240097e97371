// GIF (Compuserve, 87a and 89a).
//
// After the screen's size and colours come blocks. Published are the images with their timing and the
// extension that makes them loop; comments, texts and other programs' extensions are left out. (Exiv2 reads
// nothing of a GIF but its size.)
#include "media/bytes.hpp"
#include "media/metadata.hpp"
#include "media/raster.hpp"

namespace livret {

namespace {

constexpr std::string_view loop_id = "NETSCAPE2.0";
constexpr std::string_view other_loop_id = "ANIMEXTS1.0"; // the same, written by a few old programs
constexpr std::string_view xmp_id = "XMP DataXMP";
// XMP stands bare in the file; 257 bytes after it lead readers of sub-blocks out (XMP part 3 §1.1.2).
constexpr std::size_t xmp_trailer = 257;

std::size_t colour_table_size(std::uint32_t flags) {
    return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
}

class Walk {
  public:
    explicit Walk(std::string_view bytes) : bytes_(bytes), cursor_(bytes) {}

    std::optional<CleanPicture> run() {
        const auto screen = cursor_.take(13);
        if (!screen || !cursor_.take(colour_table_size(byte_at(*screen, 10)))) return std::nullopt;
        picture_.bytes = bytes_.substr(0, cursor_.at());
        set_size(picture_, little16(*screen, 6), little16(*screen, 8), 1);
        if (picture_.width == 0 || picture_.height == 0) return std::nullopt;
        for (;;) {
            const auto block = cursor_.take_byte();
            if (block == 0x2C && read_image()) continue;
            if (block == 0x21 && read_extension()) continue;
            if (block != 0x3B || !has_image_) return std::nullopt;
            picture_.bytes += ';';
            picture_.left_out.appended = holds_data(cursor_.rest());
            return std::move(picture_);
        }
    }

  private:
    // Sub-blocks as they stand in the file, with their lengths and the empty one that ends them.
    std::optional<std::string_view> take_sub_blocks() {
        const auto begin = cursor_.at();
        for (;;) {
            const auto size = cursor_.take_byte();
            if (!size || !cursor_.take(*size)) return std::nullopt;
            if (*size == 0) return bytes_.substr(begin, cursor_.at() - begin);
        }
    }

    bool read_image() {
        const auto begin = cursor_.at() - 1;
        const auto description = cursor_.take(9);
        if (!description || !cursor_.take(colour_table_size(byte_at(*description, 8)))) return false;
        if (!cursor_.take(1) || !take_sub_blocks()) return false; // the code size, then the pixels
        picture_.bytes += control_;
        picture_.bytes += bytes_.substr(begin, cursor_.at() - begin);
        control_.clear();
        has_image_ = true;
        return true;
    }

    bool read_extension() {
        const auto begin = cursor_.at() - 1;
        const auto label = cursor_.take_byte();
        const auto blocks = take_sub_blocks();
        if (!label || !blocks) return false;
        const auto& data = *blocks;
        switch (*label) {
        case 0xF9: // timing and transparency of the next image: one sub-block of four bytes
            if (data.size() != 6) return false;
            control_ = bytes_.substr(begin, cursor_.at() - begin);
            break;
        case 0xFF:
            read_application(data);
            break;
        case 0xFE:
            picture_.left_out.comments.emplace_back(data.substr(1));
            break;
        case 0x01:
            control_.clear();
            break; // a text, which takes the timing meant for it along
        default:
            break;
        }
        return true;
    }

    // A sub-block of eleven bytes names the application.
    void read_application(std::string_view data) {
        if (data.size() < 12 || byte_at(data, 0) != 11) return;
        const auto id = data.substr(1, 11);
        const auto rest = data.substr(12);
        if ((id == loop_id || id == other_loop_id) && rest.size() == 5 && rest.starts_with("\x03\x01") && !loops_) {
            picture_.bytes += "\x21\xFF\x0B";
            picture_.bytes += id;
            picture_.bytes += rest;
            loops_ = true;
        }
        if (id == xmp_id && rest.size() > xmp_trailer)
            picture_.left_out.xmp.push_back(rest.substr(0, rest.size() - xmp_trailer - 1));
    }

    std::string_view bytes_;
    ByteCursor cursor_;
    CleanPicture picture_;
    std::string control_; // waits for its image
    bool has_image_ = false, loops_ = false;
};

} // namespace

std::optional<CleanPicture> clean_gif(std::string_view bytes) {
    if (raster_of(bytes) != Raster::gif) return std::nullopt;
    return Walk(bytes).run();
}

} // namespace livret
