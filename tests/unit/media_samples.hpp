// Small pictures of every format, written byte by byte, with what cameras and programs put into them.
//
// Each is a real picture that decoders show, and each has a clean form that the tests compare whole.
#pragma once

#include "base/text.hpp"
#include "diag/printer.hpp"
#include "media/media.hpp"
#include "unit/archive_samples.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret::samples {

using namespace std::string_literals;

// --- Exif: a TIFF structure, little-endian as most telephones write it

struct ExifSample {
    int orientation = 0; // 0: not said
    std::string make, artist, serial;
    bool position = false;
    std::string thumbnail;
    std::string comment = {};
};

struct TiffField {
    std::uint32_t tag, type; // 2 text, 3 SHORT, 4 LONG, 5 RATIONAL
    std::uint32_t count;
    std::string data; // as it is stored, wherever that is
};

// One directory at `offset`, with the values that do not fit behind it; `next` is where the next one starts.
inline std::string tiff_directory(const std::vector<TiffField>& fields, std::uint32_t offset, std::uint32_t next) {
    const auto size = static_cast<std::uint32_t>(2 + 12 * fields.size() + 4);
    std::string head = little(static_cast<std::uint32_t>(fields.size()), 2), tail;
    for (const auto& field : fields) {
        head += little(field.tag, 2) + little(field.type, 2) + little(field.count, 4);
        if (field.data.size() <= 4) {
            head += field.data + std::string(4 - field.data.size(), '\0');
        } else {
            head += little(offset + size + static_cast<std::uint32_t>(tail.size()), 4);
            tail += field.data;
            if (tail.size() % 2 != 0) tail += '\0';
        }
    }
    return head + little(next, 4) + tail;
}

inline TiffField tiff_text(std::uint32_t tag, const std::string& text) {
    return {tag, 2, static_cast<std::uint32_t>(text.size() + 1), text + '\0'};
}

inline std::string exif(const ExifSample& sample) {
    // Where a directory starts depends on the sizes of those before it: written once to measure, once for
    // good.
    std::uint32_t gps = 0, more = 0, small = 0;
    std::string out;
    for (int pass = 0; pass < 2; ++pass) {
        std::vector<TiffField> first;
        if (!sample.make.empty()) first.push_back(tiff_text(0x010F, sample.make));
        if (sample.orientation != 0) first.push_back({0x0112, 3, 1, little(static_cast<std::uint32_t>(sample.orientation), 2)});
        if (!sample.artist.empty()) first.push_back(tiff_text(0x013B, sample.artist));
        if (!sample.serial.empty() || !sample.comment.empty()) first.push_back({0x8769, 4, 1, little(more, 4)});
        if (sample.position) first.push_back({0x8825, 4, 1, little(gps, 4)});
        out = "II*\0"s + little(8, 4) + tiff_directory(first, 8, sample.thumbnail.empty() ? 0 : small);
        const auto here = [&] { return static_cast<std::uint32_t>(out.size()); };
        more = here();
        std::vector<TiffField> second;
        if (!sample.comment.empty()) {
            const auto comment = "ASCII\0\0\0"s + sample.comment;
            second.push_back({0x9286, 7, static_cast<std::uint32_t>(comment.size()), comment});
        }
        if (!sample.serial.empty()) second.push_back(tiff_text(0xA431, sample.serial));
        if (!second.empty()) out += tiff_directory(second, more, 0);
        gps = here();
        if (sample.position) {
            const auto degrees = [](std::uint32_t d, std::uint32_t m) {
                return little(d, 4) + little(1, 4) + little(m, 4) + little(1, 4) + little(0, 4) + little(1, 4);
            };
            out += tiff_directory({tiff_text(1, "N"), {2, 5, 3, degrees(43, 31)}, tiff_text(3, "E"), {4, 5, 3, degrees(5, 27)}},
                                  gps, 0);
        }
        small = here();
        if (!sample.thumbnail.empty()) {
            const auto size = static_cast<std::uint32_t>(sample.thumbnail.size());
            const auto start = small + 2 + 3 * 12 + 4;
            out +=
                tiff_directory({{0x0103, 3, 1, little(6, 2)}, {0x0201, 4, 1, little(start, 4)}, {0x0202, 4, 1, little(size, 4)}},
                               small, 0) +
                sample.thumbnail;
        }
    }
    return out;
}

// The only Exif that is published.
inline std::string orientation_only(int orientation) {
    return "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"s + big(static_cast<std::uint32_t>(orientation), 2) +
           std::string(6, '\0');
}

inline std::string xmp(std::string_view properties) {
    return "<?xpacket begin='\xEF\xBB\xBF' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta "
           "xmlns:x='adobe:ns:meta/'>"
           "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
           "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' "
           "xmlns:exif='http://ns.adobe.com/exif/1.0/'>" +
           std::string(properties) + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
}
inline const std::string xmp_creator = "<dc:creator><rdf:Seq><rdf:li>Claire Durand</rdf:li></rdf:Seq></dc:creator>";

// IPTC in Photoshop's image resources: record 2, dataset 80, the author.
inline std::string iptc(const std::string& author) {
    const auto data = "\x1C\x02\x50"s + big(static_cast<std::uint32_t>(author.size()), 2) + author;
    return "8BIM\x04\x04\0\0"s + big(static_cast<std::uint32_t>(data.size()), 4) + data + std::string(data.size() % 2, '\0');
}

inline std::string colour_profile() {
    std::string profile = big(140, 4) + std::string(32, 'p') + "acsp" + std::string(100, 'q');
    return profile;
}

// --- JPEG: a grey square of 8 by 8

inline std::string segment(int marker, const std::string& payload) {
    return "\xFF"s + static_cast<char>(marker) + big(static_cast<std::uint32_t>(payload.size() + 2), 2) + payload;
}

inline const std::string jpeg_jfif = segment(0xE0, "JFIF\0\x01\x01\0\0\x01\0\x01\0\0"s);

// Tables, frame and scan; the width and height of the frame can be said to be others.
inline std::string jpeg_image(std::uint32_t width = 8, std::uint32_t height = 8) {
    const auto table = [](int id) { return static_cast<char>(id) + "\x01"s + std::string(15, '\0') + "\0"s; };
    return segment(0xDB, "\0"s + std::string(64, '\x01')) +
           segment(0xC0, "\x08"s + big(height, 2) + big(width, 2) + "\x01\x01\x11\0"s) + segment(0xC4, table(0)) +
           segment(0xC4, table(0x10)) + segment(0xDA, "\x01\x01\0\0\x3F\0"s) + "\x3F\xFF\0\xFF\xD0\x3F"s;
}

inline std::string jpeg(const std::string& before_the_image, const std::string& after_the_end = "") {
    return "\xFF\xD8"s + before_the_image + jpeg_image() + "\xFF\xD9"s + after_the_end;
}
inline std::string jpeg_exif(const std::string& tiff) {
    return segment(0xE1, "Exif\0\0"s + tiff);
}
inline std::string jpeg_profile() {
    return segment(0xE2, "ICC_PROFILE\0\x01\x01"s + colour_profile());
}

// --- PNG: one grey pixel

inline std::string chunk(const std::string& name, const std::string& data) {
    return big(static_cast<std::uint32_t>(data.size()), 4) + name + data + big(crc32(name + data), 4);
}
inline const std::string png_signature = "\x89PNG\r\n\x1A\n";
inline const std::string png_header = chunk("IHDR", big(1, 4) + big(1, 4) + "\x08\0\0\0\0"s);
// zlib around one stored block: filter 0, grey 127.
inline const std::string png_pixels = chunk("IDAT", "\x78\x01\x01\x02\0\xFD\xFF\0\x7F\0\x81\0\x80"s);

inline std::string png(const std::string& before_the_pixels, const std::string& after_the_end = "") {
    return png_signature + png_header + before_the_pixels + png_pixels + chunk("IEND", "") + after_the_end;
}

// --- GIF: one black pixel

inline const std::string gif_screen = "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF"s;
inline const std::string gif_timing = "\x21\xF9\x04\0\x0A\0\0\0"s;
inline const std::string gif_image = "\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"s;
inline const std::string gif_loop = "\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0"s;
inline std::string gif_comment(const std::string& text) {
    return "\x21\xFE"s + static_cast<char>(text.size()) + text + '\0';
}

// --- WebP: one pixel, lossless

inline std::string riff_chunk(const std::string& name, const std::string& data) {
    return name + little(static_cast<std::uint32_t>(data.size()), 4) + data + std::string(data.size() % 2, '\0');
}
inline std::string webp(const std::string& chunks) {
    return riff_chunk("RIFF", "WEBP" + chunks);
}
inline const std::string webp_pixels = riff_chunk("VP8L", "\x2F\0\0\0\0\x07\x10\x11\xFD\x0F\x44\x44\0\0\0"s);
// Flags, then the size less one: 4 by 2.
inline std::string webp_header(int flags) {
    return riff_chunk("VP8X", static_cast<char>(flags) + "\0\0\0\x03\0\0\x01\0\0"s);
}

// --- what the room says

struct Outcome {
    std::optional<PreparedFile> file;
    std::vector<std::string> messages; // in English, as they are printed, with their way out

    std::string bytes() const { return file ? file->bytes : "(refused)"; }
};

// French messages with plain spaces, as tests write them.
inline std::string as_typed(std::string text) {
    return replace_all(replace_all(std::move(text), "\u00A0", " "), "\u202F", " ");
}

inline Outcome prepare(const std::string& name, const std::string& bytes, Language language = Language::en) {
    Sink sink;
    Outcome outcome{prepare_attachment({"gfp/math1/" + name}, bytes, sink), {}};
    for (const auto& item : sink.items())
        outcome.messages.push_back(as_typed(message_of(item, language) + " (" + hint_of(item, language) + ")"));
    return outcome;
}

inline std::vector<std::string> reveals(const std::string& name, const std::string& bytes) {
    const auto outcome = prepare(name, bytes);
    return outcome.file ? outcome.file->facts.reveals_en : std::vector<std::string>{"(refused)"};
}

} // namespace livret::samples
