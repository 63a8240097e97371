// JPEG (ITU-T T.81) with its usual envelopes: JFIF (T.871), Exif (CIPA DC-008), Adobe's marker, ICC profiles.
//
// A file is a row of segments, marker and length, with the compressed scans in between. Published are the
// tables, frame and scans as they are; of the application segments only JFIF without its thumbnail, Adobe's
// (it says how colours are coded), a whole colour profile, and an Exif block that says the orientation alone.
// What follows the end of the image goes: telephones put films of the moment and second pictures there.
#include "media/bytes.hpp"
#include "media/metadata.hpp"
#include "media/raster.hpp"

namespace livret {

namespace {

constexpr std::string_view jfif_id("JFIF\0", 5);
constexpr std::string_view jfxx_id("JFXX\0", 5);
constexpr std::string_view exif_id("Exif\0\0", 6);
constexpr std::string_view xmp_id("http://ns.adobe.com/xap/1.0/\0", 29);
constexpr std::string_view icc_id("ICC_PROFILE\0", 12);
constexpr std::string_view photoshop_id("Photoshop 3.0\0", 14);
constexpr std::size_t icc_header = 14; // the identifier, this segment's number, how many there are

// T.81 table B.1
enum Marker : std::uint32_t {
    baseline = 0xC0,
    extended = 0xC1,
    progressive = 0xC2,
    huffman_tables = 0xC4,
    end_of_image = 0xD9,
    start_of_scan = 0xDA,
    quantization_tables = 0xDB,
    restart_interval = 0xDD,
    app0 = 0xE0,
    app1 = 0xE1,
    app2 = 0xE2,
    app13 = 0xED,
    app14 = 0xEE,
    app15 = 0xEF,
    extension_0 = 0xF0,
    extension_13 = 0xFD,
    comment = 0xFE,
};

void put_segment(std::string& out, std::uint32_t marker, std::string_view payload) {
    put_byte(out, 0xFF);
    put_byte(out, marker);
    put_big16(out, static_cast<std::uint32_t>(payload.size() + 2));
    out += payload;
}

class Walk {
  public:
    explicit Walk(std::string_view bytes) : cursor_(bytes) {}

    std::optional<CleanPicture> run() {
        cursor_.take(2); // the start of the image
        for (;;) {
            const auto marker = take_marker();
            if (!marker) return std::nullopt;
            if (*marker == end_of_image) return width_ != 0 && scanned_ ? std::optional(finish()) : std::nullopt;
            const auto length = cursor_.take(2);
            if (!length || big16(*length, 0) < 2) return std::nullopt;
            const auto payload = cursor_.take(big16(*length, 0) - 2);
            if (!payload || !read(*marker, *payload)) return std::nullopt;
        }
    }

  private:
    // Any number of 0xFF may stand before a marker (§B.1.1.2).
    std::optional<std::uint32_t> take_marker() {
        auto byte = cursor_.take_byte();
        if (byte != 0xFF) return std::nullopt;
        while (byte == 0xFF) byte = cursor_.take_byte();
        return byte;
    }

    bool read(std::uint32_t marker, std::string_view payload) {
        switch (marker) {
        case baseline:
        case extended:
        case progressive:
            return read_frame(marker, payload);
        case start_of_scan:
            return read_scan(payload);
        case huffman_tables:
        case quantization_tables:
        case restart_interval:
            put_segment(body_, marker, payload);
            return true;
        case app0:
            read_jfif(payload);
            return true;
        case app1:
            read_app1(payload);
            return true;
        case app2:
            if (payload.starts_with(icc_id)) profile_.push_back(payload);
            return true;
        case app13:
            if (payload.starts_with(photoshop_id)) left_out_.photoshop.push_back(payload.substr(photoshop_id.size()));
            return true;
        case app14:
            if (payload.starts_with("Adobe") && payload.size() >= 12) put_segment(body_, app14, payload.substr(0, 12));
            return true;
        case comment:
            left_out_.comments.emplace_back(payload);
            return true;
        default:
            // Other applications' segments go; lossless, arithmetic and hierarchical images are read by no
            // browser.
            return (marker > app2 && marker <= app15) || (marker >= extension_0 && marker <= extension_13);
        }
    }

    bool read_frame(std::uint32_t marker, std::string_view payload) {
        if (width_ != 0 || payload.size() < 6) return false;
        height_ = big16(payload, 1);
        width_ = big16(payload, 3);
        const auto components = byte_at(payload, 5);
        if (byte_at(payload, 0) != 8 || width_ == 0 || height_ == 0 || components == 0 || components > 4 ||
            payload.size() != 6 + 3 * components)
            return false;
        put_segment(body_, marker, payload);
        return true;
    }

    // Compressed data run to the next marker; 0xFF00 is a byte of them and 0xFFD0 to 0xFFD7 restart them.
    bool read_scan(std::string_view payload) {
        if (width_ == 0) return false;
        const auto rest = cursor_.rest();
        std::size_t at = 0;
        for (;;) {
            at = rest.find('\xFF', at);
            if (at == std::string_view::npos || at + 1 >= rest.size()) return false;
            const auto next = byte_at(rest, at + 1);
            if (next == 0xFF) {
                ++at;
            } else if (next == 0 || (next >= 0xD0 && next <= 0xD7)) {
                at += 2;
            } else {
                break;
            }
        }
        put_segment(body_, start_of_scan, payload);
        body_ += *cursor_.take(at);
        scanned_ = true;
        return true;
    }

    void read_jfif(std::string_view payload) {
        if (payload.starts_with(jfxx_id)) left_out_.thumbnail = true;
        if (!payload.starts_with(jfif_id) || payload.size() < 14) return;
        if (byte_at(payload, 12) != 0 && byte_at(payload, 13) != 0) left_out_.thumbnail = true;
        if (jfif_.empty()) jfif_ = payload.substr(0, 12); // version and density
    }

    void read_app1(std::string_view payload) {
        if (payload.starts_with(exif_id)) left_out_.exif.push_back(payload.substr(exif_id.size()));
        if (payload.starts_with(xmp_id)) left_out_.xmp.push_back(payload.substr(xmp_id.size()));
    }

    // ICC.1:2022 annex B.4 and §7.2: numbered segments that hold one profile, whose header states its size.
    bool profile_is_whole() const {
        std::size_t size = 0;
        for (std::size_t i = 0; i < profile_.size(); ++i) {
            if (profile_[i].size() <= icc_header || byte_at(profile_[i], 12) != i + 1 ||
                byte_at(profile_[i], 13) != profile_.size())
                return false;
            size += profile_[i].size() - icc_header;
        }
        if (profile_.empty()) return false;
        const auto first = profile_.front().substr(icc_header);
        return first.size() >= 128 && big32(first, 0) == size && first.substr(36, 4) == "acsp";
    }

    CleanPicture finish() {
        CleanPicture picture;
        const auto orientation = orientation_of(left_out_);
        set_size(picture, width_, height_, orientation);
        picture.bytes = "\xFF\xD8";
        if (!jfif_.empty()) put_segment(picture.bytes, app0, jfif_.append(2, '\0'));
        if (const auto block = orientation_block(orientation); !block.empty())
            put_segment(picture.bytes, app1, std::string(exif_id) + block);
        if (profile_is_whole())
            for (const auto part : profile_) put_segment(picture.bytes, app2, part);
        picture.bytes += body_;
        picture.bytes += "\xFF\xD9";
        left_out_.appended = holds_data(cursor_.rest());
        picture.left_out = std::move(left_out_);
        return picture;
    }

    ByteCursor cursor_;
    std::uint32_t width_ = 0, height_ = 0;
    bool scanned_ = false;
    std::string jfif_;
    std::vector<std::string_view> profile_;
    std::string body_; // tables, frame and scans
    RemovedMetadata left_out_;
};

} // namespace

std::optional<CleanPicture> clean_jpeg(std::string_view bytes) {
    if (raster_of(bytes) != Raster::jpeg) return std::nullopt;
    return Walk(bytes).run();
}

} // namespace livret
