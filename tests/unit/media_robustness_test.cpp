// Whatever bytes come, prepare_attachment answers; what it lets through, it lets through unchanged ever
// after; and nothing that it lets through says where a picture was taken. Run it under the sanitizers.
#include "unit/media_samples.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <thread>

using namespace livret;
using namespace livret::samples;

namespace {

struct Sample {
    std::string name, bytes;
};

std::vector<Sample> dirty_samples() {
    const auto tiff = exif({6, "Fairphone", "Claire Durand", "SN-0042", true, jpeg("")});
    const auto packet = xmp(xmp_creator + "<exif:GPSLatitude>43,31N</exif:GPSLatitude>");
    const auto photo = jpeg(jpeg_jfif + jpeg_exif(tiff) + segment(0xE1, "http://ns.adobe.com/xap/1.0/\0"s + packet) +
                                segment(0xED, "Photoshop 3.0\0"s + iptc("Claire Durand")) + jpeg_profile() + segment(0xFE, "aix"),
                            "film");
    const auto screenshot = png(chunk("gAMA", big(45455, 4)) + chunk("eXIf", tiff) + chunk("tEXt", "Author\0Claire"s) +
                                chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0"s + packet));
    const auto inside = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:i='urn:i' viewBox='0 0 9 "
                        "9'><!--x--><metadata><a/></metadata>"
                        "<style>a{fill:url(#b)}</style><g i:label='c' id='d'>]]<title>e</title></g></svg>";
    return {{"a.jpg", photo},
            {"a.png", screenshot},
            {"a.gif", gif_screen + gif_loop + gif_comment("aix") + gif_timing + gif_image + ";"},
            {"a.webp", webp(webp_header(0x2C) + riff_chunk("ICCP", colour_profile()) + webp_pixels + riff_chunk("EXIF", tiff) +
                            riff_chunk("XMP ", packet))},
            {"a.webp", webp(webp_header(2) + riff_chunk("ANMF", std::string(16, '\0') + webp_pixels))},
            {"a.svg", inside},
            {"a.pdf", "%PDF-1.4 <</Author(Claire\\051)/Title<FEFF00C9>>><dc:creator><a>b</a></dc:creator>"},
            {"a.odt", make_zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                {"meta.xml", "<m><creator>Claire</creator></m>"},
                                {"Pictures/a.jpg", jpeg(jpeg_exif(exif({3, "x", "y", "z", false, "t"})))}})}};
}

void check_stable(const Sample& sample) {
    Sink sink;
    const auto once = prepare_attachment({sample.name}, sample.bytes, sink);
    CHECK((sink.errors() == 0) == once.has_value()); // refused, and said so; or neither
    if (!once) return;
    Sink again;
    const auto twice = prepare_attachment({sample.name}, once->bytes, again);
    REQUIRE(twice);
    CHECK(twice->bytes == once->bytes);
    CHECK(twice->facts.width == once->facts.width);
    CHECK(twice->facts.height == once->facts.height);
    if (is_picture_name({sample.name})) CHECK(again.items().empty());
    if (const auto stripped = strip_picture({sample.name}, sample.bytes)) CHECK_FALSE(strip_picture({sample.name}, *stripped));
}

} // namespace

TEST_CASE("samples before any damage") {
    for (const auto& sample : dirty_samples()) {
        CAPTURE(sample.name);
        CHECK(prepare(sample.name, sample.bytes).file);
        check_stable(sample);
    }
}

TEST_CASE("a file that ends too early is answered, wherever it ends") {
    for (const auto& sample : dirty_samples())
        for (std::size_t size = 0; size < sample.bytes.size(); ++size) check_stable({sample.name, sample.bytes.substr(0, size)});
}

TEST_CASE("a file with wrong bytes is answered, and cleaning stays stable") {
    std::mt19937 random(20041102);
    for (const auto& sample : dirty_samples()) {
        for (int round = 0; round < 1500; ++round) {
            auto bytes = sample.bytes;
            for (auto changes = 1 + random() % 4; changes != 0; --changes) {
                const auto at = random() % bytes.size();
                switch (random() % 4) {
                case 0:
                    bytes[at] = static_cast<char>(random());
                    break;
                case 1:
                    bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8);
                    break;
                case 2:
                    bytes.erase(at, random() % 8);
                    break;
                default:
                    bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40));
                    break;
                }
            }
            check_stable({sample.name, bytes});
        }
    }
}

// PNG's checksums would stop every damaged chunk above before it is looked into.
TEST_CASE("damaged Exif is answered, with all checksums right") {
    const auto good = exif({6, "Fairphone", "Claire Durand", "SN-0042", true, jpeg("")});
    std::mt19937 random(43);
    for (int round = 0; round < 4000; ++round) {
        auto tiff = good.substr(0, random() % 4 == 0 ? random() % good.size() : good.size());
        for (auto changes = random() % 8; changes != 0 && !tiff.empty(); --changes)
            tiff[random() % tiff.size()] = static_cast<char>(random());
        check_stable({"a.png", png(chunk("eXIf", tiff))});
    }
}

TEST_CASE("several threads clean at once, and each gets what it would get alone") {
    const auto samples = dirty_samples();
    std::vector<std::string> alone;
    for (const auto& sample : samples) alone.push_back(prepare(sample.name, sample.bytes).bytes());
    std::array<int, 8> wrong{};
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            for (int round = 0; round < 20; ++round)
                for (std::size_t i = 0; i < samples.size(); ++i)
                    if (prepare(samples[i].name, samples[i].bytes).bytes() != alone[i]) ++wrong[t];
        });
    threads.clear();
    for (const int count : wrong) CHECK(count == 0);
}
