#include "unit/media_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::samples;
using Texts = std::vector<std::string>;

namespace {

// Nothing if it is published, else the way out in French.
std::string way_out(const std::string& name, const std::string& bytes = "x") {
    Sink sink;
    if (prepare_attachment({name}, bytes, sink)) return "";
    REQUIRE(sink.items().size() == 1);
    REQUIRE(sink.items()[0].code == Code::attachment_type);
    REQUIRE(sink.items()[0].arguments.size() == 3);
    CHECK(sink.items()[0].arguments[2] != "");
    return sink.items()[0].arguments[1];
}

std::string author(const std::string& name, const std::string& bytes) {
    Sink sink;
    const auto file = prepare_attachment({name}, bytes, sink);
    if (!file) return "(refused)";
    CHECK(file->bytes == bytes);
    if (sink.items().empty()) return "";
    CHECK(sink.items()[0].code == Code::office_author);
    return sink.items()[0].arguments.at(1);
}

std::string odt(std::vector<ZipPart> more) {
    more.insert(more.begin(), {"mimetype", "application/vnd.oasis.opendocument.text"});
    return make_zip(more);
}
std::string docx(std::vector<ZipPart> more) {
    more.insert(more.begin(), {{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w/>"}});
    return make_zip(more);
}
const std::string located = jpeg(jpeg_exif(exif({0, "", "", "", true, ""})));

} // namespace

TEST_CASE("each refused type has its way out") {
    CHECK(prepare("film.MP4", "x").messages == Texts{"“film.MP4”: this type of file is not published (put "
                                                     "the video on the institute’s video server and link "
                                                     "to it in the text)"});
    CHECK(prepare("a.heic", "x", Language::fr).messages ==
          Texts{"« a.heic » : ce type de fichier n’est pas publié (ouvrez la photographie et exportez-la en "
                "JPEG)"});
    CHECK(way_out("a.doc") == "ouvrez le document et enregistrez-le en .odt ou .docx");
    CHECK(way_out("a.xls") == "ouvrez le classeur et enregistrez-le en .ods ou .xlsx");
    CHECK(way_out("a.docm") == "enregistrez le document sans macros, en .docx, .xlsx ou .pptx");
    CHECK(way_out("a.zip", make_zip({})) ==
          "joignez les fichiers eux-mêmes, un par un : personne ne voit ce qu’une archive contient");
    for (const auto* name : {"a.html", "a.js", "a.exe", "a.avif", "a.tiff", "a.bmp", "a.mp3", "a.ppt", "a.odt.zip", "a.unknown",
                             "Makefile", ".png", "a."})
        CHECK(way_out(name) != "");
}

TEST_CASE("names of pictures") {
    for (const auto* name : {"a.png", "b/a.JPG", "a.jpeg", "a.gif", "a.webp", "a.Svg"}) CHECK(is_picture_name({name}));
    for (const auto* name : {"a.pdf", "png", "a.png.txt", "a.bmp", ".png"}) CHECK_FALSE(is_picture_name({name}));
    CHECK_FALSE(strip_picture({"a.pdf"}, located));
    CHECK_FALSE(strip_picture({"a.png"}, located));
    CHECK(strip_picture({"a.jpg"}, located) == jpeg(""));
}

TEST_CASE("tables and texts are UTF-8 text") {
    CHECK(prepare("a.csv", "\xEF\xBB\xBFville;°C\r\nAix;21\r\n").bytes() == "\xEF\xBB\xBFville;°C\r\nAix;21\r\n");
    CHECK(prepare("a.txt", "").bytes().empty());
    const auto hint = "réenregistrez ce texte en UTF-8 (dans un tableur : CSV UTF-8)";
    CHECK(way_out("a.csv", "ville;\xB0"
                           "C") == hint);
    CHECK(way_out("a.tsv", "\xFF\xFE"
                           "a\0"s) == hint);
    CHECK(way_out("a.txt", "MZ\0\x03"s) == hint);
}

TEST_CASE("a PDF is passed on, its author told") {
    const auto pdf = [](const std::string& inside) { return "%PDF-1.4\n" + inside + "\n%%EOF\n"; };
    CHECK(author("a.pdf", pdf("1 0 obj<</Type/Catalog>>endobj")) == "");
    CHECK(author("a.pdf", pdf("<</Author (Claire \\(C.\\) Durand)/Title(x)>>")) == "Claire (C.) Durand");
    CHECK(author("a.pdf", pdf("<</Author<FEFF00C90074 00E9>>>")) == "Été");
    CHECK(author("a.pdf", pdf("<</Author(\\311t\\351)>>")) == "Été");
    CHECK(author("a.pdf", pdf("<</Author()>>")) == "");
    CHECK(author("a.pdf", pdf("<</Author 5 0 R>>")) == "");
    CHECK(author("a.pdf", pdf("<</Author(\\021garbled)>> <</Encrypt 3 0 R>>")) == "");
    CHECK(author("a.pdf", pdf("<dc:creator><rdf:Seq><rdf:li>A &amp; B</rdf:li></rdf:Seq></dc:creator>")) == "A & B");
    CHECK(prepare("a.pdf", pdf("<</Author(A. Blanc)>>"), Language::fr).messages ==
          Texts{"« a.pdf » porte le nom d’un auteur : A. Blanc (retirez-le dans les propriétés du document, "
                "si la "
                "personne ne doit pas être nommée)"});
}

TEST_CASE("a PDF that does more than being read is refused") {
    const auto hint = "exportez un PDF simple, sans script, sans programme et sans fichier joint";
    for (const auto* name : {"/JavaScript", "/J#61vaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia"})
        CHECK(way_out("a.pdf", "%PDF-1.7 <</S"s + name + "/X>>") == hint);
    CHECK(way_out("a.pdf", "%PDF-1.7 /JavaScripture /Launcher (Launch)") == "");
    CHECK(way_out("a.pdf", "<html>%PDF-1.7") == "ouvrez le document et exportez-le de nouveau en PDF");
}

TEST_CASE("an office document is passed on, its authors told") {
    CHECK(author("a.odt", odt({})) == "");
    CHECK(author("a.odt", odt({{"meta.xml", "<m xmlns:dc='d'><meta:initial-creator xmlns:meta='m'>Claire</meta:initial-creator>"
                                            "<dc:creator>Paul</dc:creator><dc:creator>Claire</dc:creator></m>"}})) ==
          "Claire, Paul");
    CHECK(author("a.docx", docx({{"docProps/core.xml", "<p><dc:creator>Claire</dc:creator><cp:lastModifiedBy>Paul"
                                                       "</cp:lastModifiedBy></p>"}})) == "Claire, Paul");
    CHECK(author("a.ggb", make_zip({{"geogebra.xml", "<geogebra><construction title='' author='Claire' date=''/></geogebra>"},
                                    {"geogebra_javascript.js", "function ggbOnInit() {}"}})) == "Claire");
    // Libraries of macros that hold no module are in many files.
    CHECK(author("a.odt", odt({{"Basic/script-lc.xml", ""}, {"Basic/Standard/script-lb.xml", ""}, {"Scripts/", ""}})) == "");
    CHECK(author("a.odt", odt({{"Pictures/a.jpg", jpeg("")}, {"Pictures/b.emf", "x"}})) == "");
}

TEST_CASE("an office document that runs, is locked or lies is refused") {
    const auto macros = "enregistrez le document sans macros";
    CHECK(way_out("a.odt", odt({{"Basic/Standard/Module1.xml", "x"}})) == macros);
    CHECK(way_out("a.odt", odt({{"Scripts/python/a.py", "x"}})) == macros);
    CHECK(way_out("a.docx", docx({{"word/vbaProject.bin", "x"}})) == macros);
    CHECK(way_out("a.docx", docx({{"word/activeX/activeX1.xml", "x"}})) == macros);
    const auto types =
        make_zip({{"[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"}, {"word/document.xml", ""}});
    CHECK(way_out("a.docx", types) == macros);

    const auto locked = "enregistrez le document sans mot de passe";
    CHECK(way_out("a.odt", odt({{"content.xml", "0123456789abcdef", 0100644, 1}})) == locked);
    CHECK(way_out("a.odt", odt({{"META-INF/manifest.xml", "<manifest:encryption-data/>"}})) == locked);
    CHECK(way_out("a.docx", "\xD0\xCF\x11\xE0"s) ==
          "enregistrez-le de nouveau dans le format que dit son nom, sans mot de passe");

    const auto damaged = "le fichier ne s’ouvre pas comme son nom le dit : ouvrez-le et enregistrez-le de nouveau";
    CHECK(way_out("a.ods", odt({})) == damaged);
    CHECK(way_out("a.odt", docx({})) == damaged);
    CHECK(way_out("a.xlsx", docx({})) == damaged);
    CHECK(way_out("a.docx", "<html>") == damaged);
    CHECK(way_out("a.odt", odt({{"../up", "x"}})) == damaged);
}

TEST_CASE("photographs with a position inside a document are refused") {
    const auto hint = "retirez la position des photographies avant de les insérer (livret media --strip)";
    CHECK(way_out("a.odt", odt({{"Pictures/1.jpg", located}})) == hint);
    CHECK(way_out("a.docx", docx({{"word/media/image1.jpeg", located}})) == hint);
    CHECK(way_out("a.docx", docx({{"word/media/image1.tiff", exif({0, "", "", "", true, ""})}})) == hint);
    CHECK(way_out("a.docx", docx({{"word/media/image1.png", png(chunk("eXIf", exif({0, "", "", "", true, ""})))}})) == hint);
    // A photograph that does not end is still a photograph with a position.
    CHECK(way_out("a.odt", odt({{"Pictures/1.jpg", located.substr(0, located.size() - 2)}})) == hint);
    CHECK(way_out("a.odt", odt({{"Pictures/1.jpg", jpeg(""), 0100644, 0, 0xFFFFFFFF, true}})) == hint);
}
