#include "markup/addresses.hpp"
#include "markup/markdown.hpp"
#include "support/reported.hpp"

#include <doctest/doctest.h>

using namespace livret;
using tests::reported;
using Lines = std::vector<std::string>;

namespace {

struct Parsed {
    Sink sink;
    RichText rich;
    explicit Parsed(const std::string& text, const std::string& prefix = "", Language language = Language::fr) {
        const Reporter reporter(SourcePath{"a.md"}, text, sink);
        MarkdownOptions options;
        options.id_prefix = prefix;
        options.language = language;
        rich = parse_markdown(reporter, text, 0, options);
    }
};

std::string html(const std::string& text) {
    return Parsed(text).rich.html;
}

} // namespace

TEST_CASE("links and pictures become numbered places with what the author wrote") {
    const Parsed parsed("[la *suite*](suite.md#bilan) et ![courbe](c.png \"Fig.\")\n");
    CHECK(parsed.rich.html == "<p><a href=\"livret-slot:0\">la <em>suite</em></a> et <img src=\"livret-slot:1\" alt=\"courbe\" "
                              "loading=\"lazy\" decoding=\"async\"></p>\n");
    REQUIRE(parsed.rich.slots.size() == 2);
    CHECK(parsed.rich.slots[0].target == "suite.md#bilan");
    CHECK(parsed.rich.slots[0].text == "la suite");
    CHECK(parsed.rich.slots[0].at == Span{{1, 14}, 14});
    CHECK(parsed.rich.slots[1].kind == Slot::Kind::image);
}

TEST_CASE("headings start below the page's title, skip no level, and have ids of their own") {
    const Parsed parsed("# Contexte\n### Détail\n# Contexte\n", "reply-1-");
    CHECK(parsed.rich.html == "<h2 id=\"reply-1-contexte\">Contexte</h2>\n<h3 id=\"reply-1-detail\">Détail</h3>\n"
                              "<h2 id=\"reply-1-contexte-2\">Contexte</h2>\n");
    CHECK(parsed.rich.headings[1].at.begin.line == 2);
}

TEST_CASE("raw HTML is left out with a warning; a comment without a word") {
    const Parsed parsed("un <b onclick=\"x()\">mot</b> <!-- note -->\n\n<script>\nalert(1)\n</script>\n");
    CHECK(parsed.rich.html == "<p>un mot </p>\n");
    CHECK(reported(parsed.sink) == Lines{"1:4 raw-html [<b onclick=\"x()\">]", "3:1 raw-html [<script>]"});
}

TEST_CASE("addresses that could run a script or leave for another host are errors, however they are written") {
    for (const char* target : {"javascript:alert(1)", "JaVaScRiPt:x", "<java\tscript:x>", "data:text/html,x", "vbscript:x",
                               "//evil.example/x", "\\\\\\\\evil.example", "&#106;avascript:x", "file:///etc/passwd"}) {
        CAPTURE(target);
        const Parsed parsed("[x](" + std::string(target) + ")\n");
        REQUIRE(parsed.sink.items().size() == 1);
        CHECK(parsed.sink.items()[0].code == Code::dangerous_url);
        CHECK(parsed.rich.html == "<p>x</p>\n");
    }
    CHECK(address_kind("mailto:a@b.example") == AddressKind::mail);
    CHECK(address_kind("a/b:c.md") == AddressKind::local);
    CHECK(Parsed("voir ftp://ftp.example.org/x\n").sink.items().empty());
}

TEST_CASE("pictures of other sites and pictures without words are reported") {
    CHECK(reported(Parsed("![a](https://x.example/a.png)").sink) == Lines{"1:6 external-image [https://x.example/a.png]"});
    CHECK(reported(Parsed("![](a.png)").sink) == Lines{"1:5 missing-alternative [a.png]"});
    CHECK(html("![plan](a.png \"Le plan\")\n").starts_with("<figure><img "));
}

TEST_CASE("tables scroll in a named group, and an empty corner makes headings of the first column") {
    CHECK(html("| | 6e |\n|---|--:|\n| notes | 12 |\n") ==
          "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau 1\">\n<table>\n<thead>\n<tr>\n"
          "<td></td>\n<th scope=\"col\" class=\"right\">6e</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
          "<th scope=\"row\">notes</th>\n<td class=\"right\">12</td>\n</tr>\n</tbody>\n</table>\n</div>\n");
}

TEST_CASE("a table of more than 64 columns is refused before it is read, but not in code") {
    std::string row, line;
    for (int i = 0; i < 65; ++i) row += "|a", line += "|-";
    CHECK(reported(Parsed("texte\n\n" + row + "|\n" + line + "|\n").sink) == Lines{"4:1 table-too-wide [65|64]"});
    CHECK(Parsed("```\n" + row + "|\n" + line + "|\n```\n").sink.items().empty());
    CHECK(reported(Parsed(row + "|\n|-|\n").sink) == Lines{"1:1 table-too-wide [65|64]"});
}

TEST_CASE("blocks nested too deeply are refused") {
    CHECK(reported(Parsed(std::string(400, '>') + " a\n").sink)[0].starts_with("1:1 nested-too-deeply [4"));
}

TEST_CASE("tasks say their state in words; strike-through takes two tildes") {
    CHECK(html("- [x] lu\n- [ ] fait\n").find("aria-label=\"fait\"></span> lu") != std::string::npos);
    CHECK(html("~20 élèves et ~30\n") == "<p>~20 élèves et ~30</p>\n");
    CHECK(html("~~non~~ oui\n") == "<p><del>non</del> oui</p>\n");
}

TEST_CASE("footnotes are numbered, linked both ways, and carry the text's prefix") {
    const Parsed parsed("Un[^a] et deux[^a].\n\n[^a]: La *note*.\n", "answer-2-");
    CHECK(parsed.rich.html ==
          "<p>Un<sup class=\"footnote-ref\"><a href=\"#fn-answer-2-1\" id=\"fnref-answer-2-1\" aria-label=\"Note 1\">1</a></sup> "
          "et deux"
          "<sup class=\"footnote-ref\"><a href=\"#fn-answer-2-1\" id=\"fnref-answer-2-1-2\" aria-label=\"Note "
          "1\">1</a></sup>.</p>\n"
          "<section class=\"footnotes\" aria-label=\"Notes\">\n<ol>\n<li id=\"fn-answer-2-1\">\n<p>La <em>note</em>. "
          "<a class=\"footnote-back\" href=\"#fnref-answer-2-1\" aria-label=\"Retour à l’appel de note 1\">↩</a> "
          "<a class=\"footnote-back\" href=\"#fnref-answer-2-1-2\" aria-label=\"Retour à l’appel de note "
          "1-2\">↩</a></p>\n</li>\n</ol>\n</section>\n");
}

TEST_CASE("French spaces are made no-break, in French only, and code is left alone") {
    CHECK(html("Pourquoi ? « Oui » : l'été... `a ? b`\n") ==
          "<p>Pourquoi\u202F? «\u00A0Oui\u00A0»\u00A0: l\u2019été\u2026 <code>a ? b</code></p>\n");
    CHECK(Parsed("Why ? \"yes\"", "", Language::en).rich.html == "<p>Why ? &quot;yes&quot;</p>\n");
}

TEST_CASE("characters that control or reorder the line are dropped") {
    CHECK(html("a\u202Eb\u0007c\n") == "<p>abc</p>\n");
    CHECK(html("`a\u2066b`\n") == "<p><code>ab</code></p>\n");
}

TEST_CASE("plain text holds all words, and counts them") {
    const Parsed parsed("## Titre\n\nUn *mot* et `code`.\n\n| a | b |\n|---|---|\n| c | d |\n");
    CHECK(parsed.rich.plain == "Titre\nUn mot et code.\na b \nc d \n");
    CHECK(parsed.rich.words == 9);
}
