// WebP (RFC 9649): a RIFF file whose first chunk says which of its two layouts it has.
//
// The simple layout is one VP8 or VP8L chunk. The extended one starts with VP8X, whose flags announce what
// follows; published are the colour profile, the animation, the images, and an EXIF chunk that says the
// orientation alone. The flags are set to what is published.
#include "media/bytes.hpp"
#include "media/metadata.hpp"
#include "media/raster.hpp"

#include "base/text.hpp"

namespace livret {

namespace {

struct Chunk {
    std::string_view name, data;
};

// RFC 9649 §2.7.1
enum Flag : std::uint32_t { animated = 0x02, has_exif = 0x08, has_alpha = 0x10, has_profile = 0x20 };

// Data of odd length are followed by one byte, which should be zero; a missing last one is forgiven.
std::optional<Chunk> take_chunk(ByteCursor& cursor) {
    const auto head = cursor.take(8);
    if (!head) return std::nullopt;
    const auto data = cursor.take(little32(*head, 4));
    if (!data) return std::nullopt;
    if (data->size() % 2 != 0) cursor.take(1);
    return Chunk{head->substr(0, 4), *data};
}

void put_chunk(std::string& out, std::string_view name, std::string_view data) {
    out += name;
    put_little32(out, static_cast<std::uint32_t>(data.size()));
    out += data;
    if (data.size() % 2 != 0) out += '\0';
}

struct Size {
    std::uint32_t width = 0, height = 0;
};

// RFC 6386 §9.1: a key frame starts with its tag, a code and 14 bits for each side. RFC 9649 §3.4 for VP8L.
std::optional<Size> size_of_image(const Chunk& chunk) {
    const auto data = chunk.data;
    if (chunk.name == "VP8 ") {
        if (data.size() < 10 || data.substr(3, 3) != "\x9D\x01\x2A") return std::nullopt;
        return Size{little16(data, 6) & 0x3FFF, little16(data, 8) & 0x3FFF};
    }
    if (data.size() < 5 || data[0] != '\x2F') return std::nullopt;
    const auto bits = little32(data, 1);
    return Size{(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
}

bool is_image(std::string_view name) {
    return name == "VP8 " || name == "VP8L";
}

// A frame of an animation: 16 bytes about its place and time, then its own chunks.
std::optional<std::string> clean_frame(std::string_view data) {
    ByteCursor cursor(data);
    const auto head = cursor.take(16);
    if (!head) return std::nullopt;
    std::string out(*head);
    bool has_image = false;
    while (!cursor.rest().empty()) {
        const auto chunk = take_chunk(cursor);
        if (!chunk) return std::nullopt;
        if (!is_image(chunk->name) && chunk->name != "ALPH") continue;
        if (is_image(chunk->name) && !size_of_image(*chunk)) return std::nullopt;
        has_image = has_image || is_image(chunk->name);
        put_chunk(out, chunk->name, chunk->data);
    }
    return has_image ? std::optional(std::move(out)) : std::nullopt;
}

std::string riff(std::string_view chunks) {
    std::string out = "RIFF";
    put_little32(out, static_cast<std::uint32_t>(chunks.size() + 4));
    out += "WEBP";
    out += chunks;
    return out;
}

class ExtendedWalk {
  public:
    ExtendedWalk(std::string_view header, std::string_view rest) : header_(header), cursor_(rest) {}

    std::optional<CleanPicture> run() {
        if (header_.size() != 10) return std::nullopt;
        while (!cursor_.rest().empty()) {
            const auto chunk = take_chunk(cursor_);
            if (!chunk || !read(*chunk)) return std::nullopt;
        }
        return has_image_ ? std::optional(finish()) : std::nullopt;
    }

  private:
    bool read(const Chunk& chunk) {
        const auto& [name, data] = chunk;
        if (name == "ANMF") {
            const auto frame = clean_frame(data);
            if (!frame) return false;
            has_image_ = true;
            put_chunk(body_, name, *frame);
        } else if (is_image(name)) {
            if (has_image_ || !size_of_image(chunk)) return false;
            has_image_ = true;
            put_chunk(body_, name, data);
        } else if (name == "ALPH" || name == "ANIM") {
            put_chunk(body_, name, data);
        } else if (name == "ICCP") {
            if (profile_.empty()) profile_ = data;
        } else if (name == "EXIF") {
            // Some programs copy JPEG's identifier along.
            constexpr std::string_view exif_id("Exif\0\0", 6);
            left_out_.exif.push_back(data.starts_with(exif_id) ? data.substr(exif_id.size()) : data);
        } else if (name == "XMP ") {
            left_out_.xmp.push_back(data);
        }
        return name != "VP8X";
    }

    CleanPicture finish() {
        CleanPicture picture;
        const auto orientation = orientation_of(left_out_);
        set_size(picture, little24(header_, 4) + 1, little24(header_, 7) + 1, orientation);
        const auto block = orientation_block(orientation);

        std::uint32_t flags = byte_at(header_, 0) & (animated | has_alpha);
        if (!profile_.empty()) flags |= has_profile;
        if (!block.empty()) flags |= has_exif;
        std::string header;
        put_little32(header, flags);
        header += header_.substr(4);

        std::string chunks;
        put_chunk(chunks, "VP8X", header);
        if (!profile_.empty()) put_chunk(chunks, "ICCP", profile_);
        chunks += body_;
        if (!block.empty()) put_chunk(chunks, "EXIF", block);
        picture.bytes = riff(chunks);
        picture.left_out = std::move(left_out_);
        return picture;
    }

    std::string_view header_;
    ByteCursor cursor_;
    std::string_view profile_;
    std::string body_;
    bool has_image_ = false;
    RemovedMetadata left_out_;
};

std::optional<CleanPicture> clean_simple(const Chunk& image) {
    const auto size = size_of_image(image);
    if (!size || size->width == 0 || size->height == 0) return std::nullopt;
    CleanPicture picture;
    set_size(picture, size->width, size->height, 1);
    std::string chunks;
    put_chunk(chunks, image.name, image.data);
    picture.bytes = riff(chunks);
    return picture;
}

} // namespace

std::optional<CleanPicture> clean_webp(std::string_view bytes) {
    if (raster_of(bytes) != Raster::webp) return std::nullopt;
    ByteCursor file(bytes);
    const auto head = file.take(8);
    // The size in the head counts "WEBP" and the chunks; what follows is not the picture.
    const auto form = head ? file.take(little32(*head, 4)) : std::nullopt;
    if (!form || form->size() < 4) return std::nullopt;
    ByteCursor cursor(form->substr(4));
    const auto first = take_chunk(cursor);
    if (!first) return std::nullopt;

    std::optional<CleanPicture> picture;
    if (first->name == "VP8X") {
        picture = ExtendedWalk(first->data, cursor.rest()).run();
    } else if (is_image(first->name)) {
        picture = clean_simple(*first);
    }
    if (picture) picture->left_out.appended = holds_data(file.rest());
    return picture;
}

} // namespace livret
