#include "unit/media_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::samples;
using Texts = std::vector<std::string>;

namespace {

const ExifSample telephone{6, "Fairphone", "Claire Durand", "SN-0042", true, jpeg("")};

// What comes out of `dirty`, and that it comes out of itself.
std::string cleaned(const std::string& name, const std::string& dirty) {
    const auto once = prepare(name, dirty);
    if (!once.file) return "(refused)";
    const auto twice = prepare(name, once.bytes());
    CHECK(twice.bytes() == once.bytes());
    CHECK(twice.messages == Texts{});
    CHECK(twice.file->facts.width == once.file->facts.width);
    return once.bytes();
}

} // namespace

TEST_CASE("a photograph loses what its telephone wrote, and says so in both languages") {
    const auto dirty = jpeg(jpeg_jfif + jpeg_exif(exif(telephone)) + jpeg_profile());
    CHECK(cleaned("photo.jpg", dirty) == jpeg(jpeg_jfif + jpeg_exif(orientation_only(6)) + jpeg_profile()));
    CHECK(prepare("photo.jpg", dirty).messages ==
          Texts{"the picture “photo.jpg” holds the GPS position, an author’s name, the model of the camera, the "
                "serial number of the camera and a thumbnail: removed from what is published, but still in the "
                "repository (“livret media --strip” removes it from the repository too)"});
    CHECK(prepare("photo.jpg", dirty, Language::fr).messages ==
          Texts{"l’image « photo.jpg » contient la position GPS, le nom d’un auteur, le modèle de l’appareil, le "
                "numéro de série de l’appareil et une miniature : ce sera retiré de ce qui est publié, mais "
                "reste "
                "dans le dépôt (« livret media --strip » le retire aussi du dépôt)"});
    CHECK(strip_picture({"photo.jpg"}, dirty) == cleaned("photo.jpg", dirty));
    CHECK_FALSE(strip_picture({"photo.jpg"}, cleaned("photo.jpg", dirty)));
}

TEST_CASE("the size is the one that is shown") {
    const auto image = [](int orientation) {
        const auto bytes =
            "\xFF\xD8"s + jpeg_exif(exif({orientation, "", "", "", false, ""})) + jpeg_image(640, 480) + "\xFF\xD9"s;
        const auto facts = prepare("a.jpeg", bytes).file->facts;
        return std::pair(facts.width, facts.height);
    };
    for (const int upright : {1, 2, 3, 4}) CHECK(image(upright) == std::pair(640, 480));
    for (const int sideways : {5, 6, 7, 8}) CHECK(image(sideways) == std::pair(480, 640));
    CHECK(image(9) == std::pair(640, 480));
}

TEST_CASE("orientation 1 needs no Exif at all") {
    CHECK(cleaned("a.jpg", jpeg(jpeg_exif(exif({1, "", "", "", true, ""})))) == jpeg(""));
}

TEST_CASE("of a JPEG only what shows the picture is kept") {
    CHECK(cleaned("a.jpg", jpeg("")) == jpeg(""));
    CHECK(cleaned("a.jpg", jpeg(segment(0xFE, "vue de la classe"))) == jpeg(""));
    CHECK(cleaned("a.jpg", jpeg(segment(0xED, "Photoshop 3.0\0"s + iptc("Claire Durand")))) == jpeg(""));
    CHECK(cleaned("a.jpg", jpeg(segment(0xE1, "http://ns.adobe.com/xap/1.0/\0"s + xmp(xmp_creator)))) == jpeg(""));
    CHECK(cleaned("a.jpg", jpeg(segment(0xE2, "MPF\0II*\0"s) + segment(0xEB, "JP") + segment(0xE5, "x"))) == jpeg(""));
    // Adobe's marker says how colours are coded.
    const auto adobe = segment(0xEE, "Adobe\0\x64\0\0\0\0\x01"s);
    CHECK(cleaned("a.jpg", jpeg(adobe)) == jpeg(adobe));
    // A profile that does not end where it says could hold anything.
    CHECK(cleaned("a.jpg", jpeg(segment(0xE2, "ICC_PROFILE\0\x01\x01"s + colour_profile() + "more"))) == jpeg(""));
    CHECK(cleaned("a.jpg", jpeg(segment(0xE2, "ICC_PROFILE\0\x01\x02"s + colour_profile()))) == jpeg(""));
    // A thumbnail of 1 by 1 in the JFIF header; any number of 0xFF before a marker.
    CHECK(cleaned("a.jpg", jpeg(segment(0xE0, "JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01rgb"s))) == jpeg(jpeg_jfif));
    CHECK(cleaned("a.jpg", jpeg("\xFF\xFF"s)) == jpeg(""));
}

TEST_CASE("people are told what a JPEG gives away, wherever it stands") {
    CHECK(reveals("a.jpg", jpeg(segment(0xFE, "vue de la classe"))) == Texts{"a comment"});
    CHECK(reveals("a.jpg", jpeg(segment(0xFE, "CREATOR: gd-jpeg v1.0"))) == Texts{});
    CHECK(reveals("a.jpg", jpeg(segment(0xED, "Photoshop 3.0\0"s + iptc("Claire Durand")))) == Texts{"an author’s name"});
    const auto packet = [](std::string_view p) { return jpeg(segment(0xE1, "http://ns.adobe.com/xap/1.0/\0"s + xmp(p))); };
    CHECK(reveals("a.jpg", packet(xmp_creator)) == Texts{"an author’s name"});
    CHECK(reveals("a.jpg", packet("<photoshop:City>Aix</photoshop:City>")) == Texts{"the name of the place"});
    CHECK(reveals("a.jpg", packet("<exif:GPSLatitude>43,31N</exif:GPSLatitude>")) == Texts{"the GPS position"});
    CHECK(reveals("a.jpg", jpeg("", "\0\0ftypmp42"s)) == Texts{"data added after the picture"});
    CHECK(reveals("a.jpg", jpeg("", "\0\0\0"s)) == Texts{});
    CHECK(reveals("a.jpg", jpeg(jpeg_exif(exif({0, "", "   ", "", false, ""})))) == Texts{}); // blank, as cameras write it
    CHECK(reveals("a.jpg", jpeg(segment(0xE0, "JFXX\0\x10"s))) == Texts{"a thumbnail"});
    CHECK(cleaned("a.jpg", jpeg("", "film")) == jpeg(""));
}

TEST_CASE("a comment is told, unless it says nothing") {
    const auto commented = [](const std::string& comment) {
        return reveals("a.jpg", jpeg(jpeg_exif(exif({0, "", "", "", false, "", comment}))));
    };
    CHECK(commented("chez Claire") == Texts{"a comment"});
    CHECK(commented("      ") == Texts{});
    CHECK(commented("Screenshot") == Texts{});
}

TEST_CASE("of a PNG only what shows the picture is kept") {
    const auto colours = chunk("gAMA", big(45455, 4)) + chunk("sRGB", "\0"s) + chunk("pHYs", big(1, 4) + big(1, 4) + "\x01");
    CHECK(cleaned("a.png", png(colours)) == png(colours));
    CHECK(cleaned("a.png", png(chunk("tEXt", "Author\0Claire"s) + chunk("tIME", "1234567") + chunk("prVt", "x") +
                               chunk("zTXt", "Comment\0\0..."s) +
                               chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0"s + xmp(xmp_creator)))) == png(""));
    CHECK(cleaned("a.png", png(chunk("eXIf", exif(telephone)))) == png(chunk("eXIf", orientation_only(6))));
    CHECK(cleaned("a.png", png_signature + png_header + png_pixels + chunk("eXIf", exif(telephone)) + chunk("IEND", "")) ==
          png(""));
    CHECK(cleaned("a.png", png(chunk("gAMA", "a text that is no gamma"))) == png(""));
    CHECK(cleaned("a.png", png("", "<script>")) == png(""));
    const auto animation = chunk("acTL", big(1, 4) + big(0, 4)) + chunk("fcTL", std::string(26, '\0'));
    CHECK(cleaned("a.png", png(animation)) == png(animation));
}

TEST_CASE("people are told what a PNG gives away") {
    CHECK(reveals("a.png", png(chunk("eXIf", exif({0, "", "", "", true, ""})))) == Texts{"the GPS position"});
    CHECK(reveals("a.png", png(chunk("tEXt", "Author\0Claire"s))) == Texts{"an author’s name"});
    CHECK(reveals("a.png", png(chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0"s + xmp(xmp_creator)))) == Texts{"an author’s name"});
    CHECK(reveals("a.png", png(chunk("tEXt", "Software\0matplotlib"s))) == Texts{});
    CHECK(reveals("a.png", png(chunk("tEXt", "Comment\0Created with GIMP"s))) == Texts{});
    CHECK(reveals("a.png", png(chunk("tEXt", "Comment\0chez moi"s))) == Texts{"a comment"});
    CHECK(reveals("a.png", png("", "x")) == Texts{"data added after the picture"});
}

TEST_CASE("of a GIF only images, timing and looping are kept") {
    CHECK(cleaned("a.gif", gif_screen + gif_loop + gif_timing + gif_image + gif_timing + gif_image + ";") ==
          gif_screen + gif_loop + gif_timing + gif_image + gif_timing + gif_image + ";");
    const auto text = "\x21\x01\x0C"s + std::string(12, 'x') + '\0';
    const auto other = "\x21\xFF\x0BICCRGBG1012\x02hi\0"s;
    CHECK(cleaned("a.gif", gif_screen + gif_comment("chez moi") + other + gif_timing + text + gif_image + ";tail") ==
          gif_screen + gif_image + ";");
    CHECK(reveals("a.gif", gif_screen + gif_comment("chez moi") + gif_image + ";") == Texts{"a comment"});
    std::string magic = "\x01";
    for (int i = 255; i >= 0; --i) magic += static_cast<char>(i);
    const auto packet = "\x21\xFF\x0BXMP DataXMP"s + xmp(xmp_creator) + magic + '\0';
    CHECK(reveals("a.gif", gif_screen + packet + gif_image + ";") == Texts{"an author’s name"});
    CHECK(cleaned("a.gif", gif_screen + packet + gif_image + ";") == gif_screen + gif_image + ";");
}

TEST_CASE("of a WebP only profile, animation, images and orientation are kept") {
    CHECK(cleaned("a.webp", webp(webp_pixels)) == webp(webp_pixels));
    CHECK(cleaned("a.webp", webp(webp_pixels + riff_chunk("EXIF", exif(telephone)))) == webp(webp_pixels));
    const auto profile = riff_chunk("ICCP", colour_profile());
    const auto dirty = webp(webp_header(0x2C) + profile + webp_pixels + riff_chunk("EXIF", "Exif\0\0"s + exif(telephone)) +
                            riff_chunk("XMP ", xmp(xmp_creator)) + riff_chunk("what", "ever!"));
    CHECK(cleaned("a.webp", dirty + "tail") ==
          webp(webp_header(0x28) + profile + webp_pixels + riff_chunk("EXIF", orientation_only(6))));
    CHECK(prepare("a.webp", dirty).file->facts.width == 2); // 4 by 2, on its side
    const auto frame = std::string(16, '\0') + webp_pixels;
    CHECK(cleaned("a.webp", webp(webp_header(0x06) + riff_chunk("ANIM", "abcdef") +
                                 riff_chunk("ANMF", frame + riff_chunk("note", "x")) + riff_chunk("XMP ", "x"))) ==
          webp(webp_header(0x02) + riff_chunk("ANIM", "abcdef") + riff_chunk("ANMF", frame)));
    CHECK(reveals("a.webp", dirty + "tail").size() == 6);
}

TEST_CASE("a picture that does not read as what its name says is damaged") {
    const auto said = prepare("a.png", "<!doctype html><script>alert(1)</script>");
    CHECK_FALSE(said.file);
    CHECK(said.messages == Texts{"“a.png” cannot be read as a PNG picture (open the picture and save it again)"});
    CHECK(prepare("a.png", "<html>", Language::fr).messages ==
          Texts{"« a.png » ne se lit pas comme une image PNG (ouvrez l’image et enregistrez-la de nouveau)"});
    CHECK_FALSE(prepare("a.png", jpeg("")).file);
    CHECK_FALSE(prepare("a.jpg", png("")).file);
    CHECK_FALSE(prepare("a.JPG", "").file);
    CHECK(prepare("a.JPG", jpeg("")).file);

    auto wrong_checksum = png("");
    wrong_checksum[wrong_checksum.size() - 20] ^= 1;
    CHECK_FALSE(prepare("a.png", wrong_checksum).file);
    CHECK_FALSE(prepare("a.png", png(chunk("XXXX", "unknown and critical"))).file);
    CHECK_FALSE(prepare("a.png", png_signature + png_header + chunk("IEND", "")).file);
    CHECK_FALSE(prepare("a.png", png_signature + png_pixels + chunk("IEND", "")).file);
    CHECK_FALSE(prepare("a.jpg", "\xFF\xD8"s + jpeg_image()).file);
    CHECK_FALSE(prepare("a.jpg", jpeg(segment(0xC3, "lossless"))).file);
    CHECK_FALSE(prepare("a.jpg", "\xFF\xD8\xFF\xD9"s).file);
    CHECK_FALSE(prepare("a.gif", gif_screen + gif_image).file);
    CHECK_FALSE(prepare("a.gif", gif_screen + ";").file);
    CHECK_FALSE(prepare("a.webp", webp(webp_header(0))).file);
    CHECK_FALSE(prepare("a.webp", webp(webp_pixels).substr(0, 30)).file);
}
