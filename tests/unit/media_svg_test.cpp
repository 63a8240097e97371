#include "media/base64.hpp"
#include "media/svg_rules.hpp"
#include "media/svg_size.hpp"
#include "unit/media_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using namespace livret::samples;
using Texts = std::vector<std::string>;

namespace {

std::string svg(const std::string& inside, const std::string& attributes = "") {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"" + attributes + ">" + inside +
           "</svg>\n";
}

std::string cleaned(const std::string& dirty) {
    const auto once = prepare("a.svg", dirty);
    if (once.file) CHECK(prepare("a.svg", once.bytes()).bytes() == once.bytes());
    return once.bytes();
}

// Why a drawing is refused, in French, without the rest of the sentence.
Texts reasons(const std::string& drawing) {
    Sink sink;
    const auto file = prepare_attachment({"a.svg"}, drawing, sink);
    CHECK(file.has_value() == sink.items().empty());
    Texts found;
    for (const auto& item : sink.items()) found.push_back(item.code == Code::active_svg ? item.arguments.at(1) : "damaged");
    return found;
}

std::string image(const std::string& bytes, const std::string& kind) {
    return svg("<image xlink:href=\"data:image/" + kind + ";base64," + encode_base64(bytes) + "\"/>");
}

} // namespace

TEST_CASE("a plain drawing is published byte by byte") {
    const auto plain = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n" +
                       svg("<title>Été</title><style><![CDATA[.a > b { fill: url(#g) }]]></style>\n<g  id='x' "
                           "style=\"fill:url('#g')\">"
                           "<use xlink:href=\"#x\"/><a href=\"#x\"><text xml:space=\"preserve\">a &amp; b</text></a></g>");
    CHECK(cleaned(plain) == plain);
}

TEST_CASE("what interests the drawing program only is left out") {
    const auto spaces = " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\""
                        " xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\""
                        " xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
    const auto dirty = svg("<!-- chez Claire --><sodipodi:namedview pagecolor=\"#fff\"><inkscape:grid/></sodipodi:namedview>"
                           "<metadata><rdf:RDF><dc:creator>Claire Durand</dc:creator></rdf:RDF></metadata>"
                           "<g inkscape:label=\"Calque 1\" id=\"g1\"\n   sodipodi:role=\"line\" ><path d=\"M0 0\"/></g>",
                           std::string(spaces) + " inkscape:export-filename=\"/home/claire/carte.png\"");
    CHECK(cleaned(dirty) == svg("<g id=\"g1\" ><path d=\"M0 0\"/></g>"));
    CHECK(reveals("a.svg", dirty) == Texts{"an author’s name", "a path on the computer"});

    // In the sources the drawing program keeps its layers.
    const auto stripped = strip_picture({"a.svg"}, dirty);
    REQUIRE(stripped);
    CHECK(stripped->find("Claire Durand") == std::string::npos);
    CHECK(stripped->find("export-filename") == std::string::npos);
    CHECK(stripped->find("inkscape:label=\"Calque 1\"") != std::string::npos);
    CHECK(stripped->find("<!-- chez Claire -->") != std::string::npos);
    CHECK_FALSE(strip_picture({"a.svg"}, *stripped));
}

TEST_CASE("names are followed through their spaces, not their prefixes") {
    CHECK(reasons("<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script/></s:svg>") == Texts{"un script"});
    CHECK(reasons(svg("<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\"/>")) == Texts{"du HTML"});
    CHECK(reasons(svg("<a p:href=\"http://x.org\" xmlns:p=\"http://www.w3.org/1999/xlink\"/>")) ==
          Texts{"un lien vers « http://x.org »"});
    // Nobody's element: no browser draws it.
    CHECK(cleaned(svg("<x:script xmlns:x=\"urn:x\"/><unknown/><g xmlns=\"urn:y\"/>")) == svg(""));
    CHECK(reasons("<svg><g/></svg>") == Texts{"damaged"}); // browsers would not draw it
    CHECK(reasons("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>") == Texts{"damaged"});
}

TEST_CASE("a drawing that runs something or leads outside is refused with the reason") {
    CHECK(prepare("a.svg", svg("<script>alert(1)</script>")).messages ==
          Texts{"the drawing “a.svg” holds a script (export it as plain SVG, without script or link, or as "
                "PNG)"});
    CHECK(prepare("a.svg", svg("<script/>"), Language::fr).messages ==
          Texts{"le dessin « a.svg » contient un script (exportez-le en SVG simple, sans script ni lien, ou "
                "en PNG)"});
    CHECK(reasons(svg("<SCRIPT/>")) == Texts{"un script"});
    CHECK(reasons(svg("<metadata><script/></metadata>")) == Texts{"un script"});
    CHECK(reasons(svg("<foreignObject/>")) == Texts{"un élément <foreignObject>"});
    CHECK(reasons(svg("<iframe/><embed/><object/>")).size() == 3);
    CHECK(reasons(svg("", " onload=\"x()\"")) == Texts{"un programme dans « onload »"});
    CHECK(reasons(svg("<g OnClick=\"x()\"/>")) == Texts{"un programme dans « OnClick »"});
    CHECK(reasons(svg("<a href=\"jav&#x61;script:alert(1)\"/>")) == Texts{"un lien vers « javascript:alert(1) »"});
    CHECK(reasons(svg("<use href=\"other.svg#a\"/>")) == Texts{"un lien vers « other.svg#a »"});
    CHECK(reasons(svg("<use href=\"data:image/png;base64,AAAA\"/>")).size() == 1);
    CHECK(reasons(svg("<image href=\"data:image/svg+xml;base64,AAAA\"/>")).size() == 1);
    CHECK(reasons(svg("<image href=\"http://x.org/a.png\"/><image href=\"http://x.org/a.png\"/>")).size() == 1);
    CHECK(reasons(svg("<a><set attributeName=\" xlink:href\" to=\"javascript:x\"/></a>")) ==
          Texts{"une animation qui change un lien"});
    CHECK(reasons(svg("<animate attributeName=\"fill\" values=\"url(http://x.org);red\"/>")).size() == 1);
    CHECK(reasons("<?xml-stylesheet href=\"a.css\"?>" + svg("")) == Texts{"une feuille de style prise ailleurs"});
    const Texts style{"un style qui prend un fichier ailleurs"};
    CHECK(reasons(svg("<style>@import 'a.css';</style>")) == style);
    CHECK(reasons(svg("<style>.a{fill:url(</style><style>http://x.org)}</style>")) == style);
    CHECK(reasons(svg("<style>.a{fill:u<!-- x -->rl(http://x.org)}</style>")) == style);
    CHECK(reasons(svg("<style>.a{fill:u&#x72;l(http://x.org)}</style>")) == style);
    CHECK(reasons(svg("<g style=\"fill:\\75 rl('http://x.org')\"/>")) == style);
    CHECK(reasons(svg("<g fill=\"URL( //x.org )\"/>")) == style);
}

TEST_CASE("what CSS may say") {
    for (const std::string good :
         {"fill:url(#a)", "fill:url( '#a' )", "transform:rotate(3)", "font-family:'a\\'b'", "", "content:\"@\""}) {
        CAPTURE(good);
        CHECK_FALSE(css_leads_outside(good));
    }
    for (const std::string bad :
         {"url(a.png)", "url()", "url(#a) url(b)", "url(data:image/png;base64,AA)", "-webkit-image-set('a' 1x)", "@\\69mport 'a'",
          "src('a')", "\\55\\52\\4c(a)", "expression(x)"}) {
        CAPTURE(bad);
        CHECK(css_leads_outside(bad));
    }
}

TEST_CASE("a document type that says nothing goes, one that defines something is refused") {
    const auto plain = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n "
                       "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
    CHECK(cleaned("<?xml version=\"1.0\"?>\n<!-- x -->" + std::string(plain) + svg("")) == "<?xml version=\"1.0\"?>\n" + svg(""));
    CHECK(reasons("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + svg("&x;")) ==
          Texts{"une déclaration DOCTYPE qui définit des entités"});
    CHECK(reasons(svg("&nbsp;")) == Texts{"damaged"});
    CHECK(reasons(svg("<g>")) == Texts{"damaged"});
    CHECK(reasons("\x1F\x8B\x08") == Texts{"damaged"});
}

TEST_CASE("pictures inside a drawing are cleaned like the others") {
    const auto photo = jpeg(jpeg_exif(exif({6, "", "", "", true, ""})));
    CHECK(cleaned(image(photo, "jpeg")) == image(jpeg(jpeg_exif(orientation_only(6))), "jpeg"));
    CHECK(reveals("a.svg", image(photo, "jpeg")) == Texts{"the GPS position"});
    CHECK(strip_picture({"a.svg"}, image(photo, "jpg")) == image(jpeg(jpeg_exif(orientation_only(6))), "jpeg"));
    CHECK(reasons(image("<html>", "png")) == Texts{"une image abîmée"});
    const auto broken_lines = svg("<image href=\"data:image/png;base64,\n" + encode_base64(png("")) + "\n\"/>");
    CHECK(cleaned(broken_lines) == broken_lines);
}

TEST_CASE("leaving something out never makes another document of the rest") {
    CHECK(reasons(svg("<text>]]<!-- x -->></text>")) == Texts{"damaged"});
    CHECK(cleaned(svg("<text>a<!-- x -->b</text>")) == svg("<text>ab</text>"));
}

TEST_CASE("the size of a drawing") {
    const auto size = [](const std::string& attributes) {
        const auto file = prepare("a.svg", svg("", attributes)).file;
        return file ? std::pair(file->facts.width, file->facts.height) : std::pair(-1, -1);
    };
    CHECK(size(" width=\"640\" height=\"480px\"") == std::pair(640, 480));
    CHECK(size(" width=\"25.4mm\" height=\"1in\"") == std::pair(96, 96));
    CHECK(size(" viewBox=\"0,0 300 200\"") == std::pair(300, 200));
    CHECK(size(" width=\"100%\" height=\"100%\" viewBox=\"0 0 300.4 200\"") == std::pair(300, 200));
    CHECK(size(" width=\"150\" viewBox=\"-1 -1 300 200\"") == std::pair(150, 100));
    CHECK(size("") == std::pair(0, 0));
    CHECK(size(" width=\"-4\" height=\"1e99\"") == std::pair(0, 0));
    CHECK(size(" viewBox=\"0 0 0 0\"") == std::pair(0, 0));
}

TEST_CASE("base64 there and back") {
    for (const std::string text : {"", "a", "ab", "abc", "abcd", "\xFF\xFE\0x"})
        CHECK(decode_base64(encode_base64(text)) == text);
    CHECK(encode_base64("ab") == "YWI=");
    CHECK(decode_base64(" YW\nI = ") == "ab");
    CHECK(decode_base64("YWI") == "ab");
    for (const auto* bad : {"Y", "YWI*", "YW=I", "YWI===", "Y==="}) CHECK_FALSE(decode_base64(bad));
}
