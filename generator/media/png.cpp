// PNG (W3C Recommendation, third edition, which includes animation).
//
// After the signature a file is a row of chunks: length, name, data, checksum. Published are the chunks
// without which the pixels would look different, and an eXIf chunk that says the orientation alone. A chunk
// whose name starts with a capital must be understood by readers: one that we do not know means that the file
// is not a PNG that browsers show.
#include "media/bytes.hpp"
#include "media/metadata.hpp"
#include "media/raster.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1A\n";

struct Kept {
    std::string_view name;
    std::size_t longest; // in bytes, so that nothing hides behind a harmless name; 0: any
};

constexpr std::array<Kept, 18> kept{{{"PLTE", 768},
                                     {"IDAT", 0},
                                     {"tRNS", 256},
                                     {"gAMA", 4},
                                     {"cHRM", 32},
                                     {"sRGB", 1},
                                     {"iCCP", 0},
                                     {"pHYs", 9},
                                     {"sBIT", 4},
                                     {"bKGD", 6},
                                     {"hIST", 512},
                                     {"acTL", 8},
                                     {"fcTL", 26},
                                     {"fdAT", 0},
                                     {"cICP", 4},
                                     {"mDCV", 24},
                                     {"cLLI", 8},
                                     {"IEND", 0}}};

// §D: the CRC-32 of ISO 3309.
constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
        std::uint32_t c = n;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xEDB88320U ^ c >> 1 : c >> 1;
        table[n] = c;
    }
    return table;
}();

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t c = 0xFFFFFFFFU;
    for (const char byte : bytes) c = crc_table[(c ^ static_cast<unsigned char>(byte)) & 0xFF] ^ c >> 8;
    return c ^ 0xFFFFFFFFU;
}

void put_chunk(std::string& out, std::string_view name, std::string_view data) {
    put_big32(out, static_cast<std::uint32_t>(data.size()));
    const auto begin = out.size();
    out += name;
    out += data;
    put_big32(out, crc_of(std::string_view(out).substr(begin)));
}

bool is_critical(std::string_view name) {
    return name[0] >= 'A' && name[0] <= 'Z';
}

class Walk {
  public:
    explicit Walk(std::string_view bytes) : bytes_(bytes), cursor_(bytes) {}

    std::optional<CleanPicture> run() {
        cursor_.take(signature.size());
        for (bool first = true;; first = false) {
            const auto head = cursor_.take(8);
            if (!head) return std::nullopt;
            const auto data = cursor_.take(big32(*head, 0));
            const auto checksum = cursor_.take(4);
            if (!data || !checksum) return std::nullopt;
            const auto name = head->substr(4);
            // Name and data stand side by side, and the checksum is of both.
            const std::string_view checked(name.data(), 4 + data->size());
            if (crc_of(checked) != big32(*checksum, 0)) return std::nullopt;
            if (first != (name == "IHDR") || !(first ? read_header(*data) : read(name, *data))) return std::nullopt;
            if (name == "IEND") return pixels_ ? std::optional(finish()) : std::nullopt;
        }
    }

  private:
    // §11.2.1: width, height, depth, colour type, compression, filter, interlace.
    bool read_header(std::string_view data) {
        if (data.size() != 13) return false;
        width_ = big32(data, 0);
        height_ = big32(data, 4);
        constexpr std::uint32_t largest = 0x7FFFFFFF;
        if (width_ == 0 || height_ == 0 || width_ > largest || height_ > largest) return false;
        const auto depth = byte_at(data, 8), colour = byte_at(data, 9);
        const bool deep = depth == 8 || depth == 16;
        const bool shallow = depth == 1 || depth == 2 || depth == 4;
        const bool known = colour == 0   ? deep || shallow
                           : colour == 3 ? depth == 8 || shallow
                                         : (colour == 2 || colour == 4 || colour == 6) && deep;
        if (!known || byte_at(data, 10) != 0 || byte_at(data, 11) != 0 || byte_at(data, 12) > 1) return false;
        header_ = data;
        return true;
    }

    bool read(std::string_view name, std::string_view data) {
        const auto found = std::find_if(kept.begin(), kept.end(), [&](const Kept& k) { return k.name == name; });
        if (found == kept.end()) {
            leave_out(name, data);
            return !is_critical(name);
        }
        const bool fits = found->longest == 0 || data.size() <= found->longest;
        if (name == "IEND" && !data.empty()) return false;
        if (name == "IDAT") pixels_ = true;
        if (fits) put_chunk(body_, name, data);
        return fits || !is_critical(name);
    }

    void leave_out(std::string_view name, std::string_view data) {
        if (name == "eXIf") {
            // Behind the pixels browsers do not look for it: they show the picture as it is stored.
            if (left_out_.exif.empty()) turned_ = !pixels_;
            left_out_.exif.push_back(data);
        }
        if (name != "tEXt" && name != "zTXt" && name != "iTXt") return;
        left_out_.profiles = bytes_; // Exif, IPTC and XMP also travel in texts, compressed or in hexadecimal
        const auto keyword = ascii_lower(data.substr(0, data.find('\0')));
        if (keyword == "author" || keyword == "artist" || keyword == "copyright") left_out_.author = true;
        // §11.3.3.2: the keywords under which people, not programs, write.
        if (keyword != "comment" && keyword != "description" && keyword != "title") return;
        const auto text = data.substr(std::min(data.size(), keyword.size() + 1));
        left_out_.comments.emplace_back(name == "tEXt" ? text : std::string_view("?"));
    }

    CleanPicture finish() {
        CleanPicture picture;
        const auto orientation = turned_ ? orientation_of(left_out_) : 1;
        set_size(picture, width_, height_, orientation);
        picture.bytes = signature;
        put_chunk(picture.bytes, "IHDR", header_);
        if (const auto block = orientation_block(orientation); !block.empty()) put_chunk(picture.bytes, "eXIf", block);
        picture.bytes += body_;
        left_out_.appended = holds_data(cursor_.rest());
        picture.left_out = std::move(left_out_);
        return picture;
    }

    std::string_view bytes_;
    ByteCursor cursor_;
    std::uint32_t width_ = 0, height_ = 0;
    bool pixels_ = false, turned_ = false;
    std::string_view header_;
    std::string body_; // every kept chunk after the header
    RemovedMetadata left_out_;
};

} // namespace

std::optional<CleanPicture> clean_png(std::string_view bytes) {
    if (raster_of(bytes) != Raster::png) return std::nullopt;
    return Walk(bytes).run();
}

} // namespace livret
