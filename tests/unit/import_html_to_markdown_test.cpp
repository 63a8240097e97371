#include "import/attachment_names.hpp"
#include "import/html_to_markdown.hpp"
#include "markup/html_tree.hpp"
#include "markup/markdown.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace livret;

namespace {

std::string markdown(std::string_view html) {
    const std::string out = html_to_markdown(parse_html(html));
    return out.ends_with('\n') ? out.substr(0, out.size() - 1) : out;
}

std::string with_pictures(std::string_view html) {
    const std::string out = html_to_markdown(parse_html(html), [](const HtmlNode& node) -> std::optional<std::string> {
        const std::string_view src = node.attribute(node.tag == "a" ? "href" : "src");
        return src.empty() ? std::nullopt : std::optional(std::string(src));
    });
    return out.substr(0, out.size() - 1);
}

// What the page shows of the Markdown: words only.
std::string shown(const std::string& text) {
    Sink sink;
    const Reporter reporter(SourcePath{"a.md"}, text, sink);
    MarkdownOptions options;
    options.language = Language::en;
    std::string out = parse_markdown(reporter, text, 0, options).plain;
    CHECK(sink.items().empty());
    while (out.ends_with('\n')) out.pop_back();
    return out;
}

} // namespace

TEST_CASE("paragraphs, headings, breaks and rules") {
    CHECK(markdown("<p>Un</p>\n<p>deux\n  trois</p>") == "Un\n\ndeux trois");
    CHECK(markdown("<p>Un<p>deux") == "Un\n\ndeux");
    CHECK(markdown("<h2># </h2>") == "## \\# ##");
    CHECK(markdown("<h2>www.ici#</h2>") == "## www.ici# ##");
    CHECK(markdown("<h2>Titre</h2><h3>Sous #</h3>texte") == "## Titre\n\n### Sous # ###\n\ntexte");
    CHECK(markdown("un<br>deux<br/>") == "un\\\ndeux");
    CHECK(markdown("<p>un</p><hr><p>deux</p>") == "un\n\n---\n\ndeux");
    CHECK(markdown("<div><p>un</p>deux<div>trois</div></div>") == "un\n\ndeux\n\ntrois");
    CHECK(markdown("<p>&nbsp;</p><p>un&nbsp;!</p><p> </p>") == "un\u00A0!");
    CHECK(markdown("") == "");
    CHECK(markdown("<h2></h2><p></p><ul></ul><blockquote></blockquote><table></table>") == "");
}

TEST_CASE("emphasis, with white space outside the marks") {
    CHECK(markdown("a <strong>b </strong>c") == "a **b** c");
    CHECK(markdown("a<b> b</b> c") == "a **b** c");
    CHECK(markdown("<em>a</em>") == "_a_");
    CHECK(markdown("in<em>cro</em>yable") == "in*cro*yable");
    CHECK(markdown("<b><i>a</i></b>") == "**_a_**");
    CHECK(markdown("<b>a</b><b>b</b>") == "**ab**");
    CHECK(markdown("<b>a <b>b</b></b>") == "**a b**");
    CHECK(markdown("<del>a</del> b") == "~~a~~ b");
    CHECK(markdown("<b> </b>a<i></i>") == "a");
    // What Markdown cannot say where it stands keeps its words.
    CHECK(markdown("mot<b>(non)</b>mot") == "mot(non)mot");
    CHECK(markdown("<b>a<i>b</i></b>c") == "**ab**c");
    CHECK(markdown("« <em>bien</em> »") == "« _bien_ »");
    CHECK(markdown("l’<em>école</em>") == "l’_école_");
    CHECK(markdown("x<sup>2</sup> et H<sub>2</sub>O") == "x² et H2O");
}

TEST_CASE("signs of Markdown in words stay words") {
    for (const std::string words : {"* a",
                                    "- a",
                                    "+ a",
                                    "1. a",
                                    "12) a",
                                    "# a",
                                    "####### a",
                                    "> a",
                                    "a * b * c",
                                    "_a_",
                                    "snake_case_name",
                                    "**a**",
                                    "`a`",
                                    "[a](b)",
                                    "![a](b)",
                                    "[^1]: a",
                                    "[a]: b",
                                    "<b>a</b>",
                                    "<!-- a -->",
                                    "&amp;",
                                    "&#65;",
                                    "a < b & c > d",
                                    "~~a~~",
                                    "~~~ a",
                                    "--- ",
                                    "===",
                                    "| a | b |",
                                    ":---:",
                                    "\\*",
                                    "a\\",
                                    "!",
                                    "a ! [b]",
                                    "    a",
                                    "~20",
                                    "\\",
                                    "`` ` ``",
                                    "1986. Une belle année",
                                    "-",
                                    "a & b",
                                    "&",
                                    "<",
                                    "*",
                                    "_",
                                    "http",
                                    "[x] a",
                                    "[ ] a"}) {
        const std::string html = "<p>" + [&] {
            std::string out;
            for (const char c : words) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
            return out;
        }() + "</p>";
        const std::string expected = plain_line(HtmlNode{"p", "", {}, parse_html(html)});
        CAPTURE(html);
        CAPTURE(markdown(html));
        CHECK(shown(markdown(html) + "\n") == expected);
    }
    CHECK(markdown("# a<br># b<br>- c<br>| d") == "\\# a\\\n\\# b\\\n\\- c\\\n| d");
    CHECK(markdown("a ~20 élèves, a_b, 3 * 4") == "a ~20 élèves, a_b, 3 \\* 4");
    CHECK(markdown("wow!<a href='https://example.org/'>b</a>") == "wow\\![b](https://example.org/)");
}

TEST_CASE("lists, in one another too") {
    CHECK(markdown("<ul><li>a</li><li>b</li></ul>") == "- a\n- b");
    CHECK(markdown("<ul>\n<li>a\n<li>b</ul>") == "- a\n- b");
    CHECK(markdown("<ol start=3><li>a</li><li>b</li></ol>") == "3. a\n4. b");
    CHECK(markdown("<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>") == "- a\n\n- b\n\n  c");
    CHECK(markdown("<ul><li>a<ul><li>b</li></ul></li></ul>") == "- a\n  - b");
    CHECK(markdown("<ul><li>a</li><ul><li>b</li></ul></ul>") == "- a\n  - b");
    CHECK(markdown("<ol><li>a<ol><li>b</li></ol></li></ol>") == "1. a\n   1. b");
    CHECK(markdown("<ul><li>a</li></ul><ul><li>b</li></ul>") == "- a\n\n* b");
    CHECK(markdown("<ul><li>☑ fait</li><li>☐ <b>à faire</b></li></ul>") == "- [x] fait\n- [ ] **à faire**");
    CHECK(markdown("<ul><li></li><li>- b</li></ul>") == "-\n- \\- b");
    CHECK(markdown("<dl><dt>mot</dt><dd>sens</dd></dl>") == "**mot**\n\nsens");
    CHECK(markdown("<ul><li>a<pre>x\n  y</pre></li></ul>") == "- a\n  ```\n  x\n    y\n  ```");
}

TEST_CASE("quotations and code") {
    CHECK(markdown("<blockquote><p>a</p><p>b</p></blockquote>") == "> a\n>\n> b");
    CHECK(markdown("<pre><code class=\"language-sql\">a &lt; b\n\n  c\n</code></pre>") == "```sql\na < b\n\n  c\n```");
    CHECK(markdown("<pre>```</pre>") == "````\n```\n````");
    CHECK(markdown("a <code>b*c</code>, <code>`</code>") == "a `b*c`, `` ` ``");
    CHECK(markdown("<pre> </pre><code></code>") == "");
    CHECK(markdown("<pre><code class=\"language-a b\"`>x</code></pre>") == "```a\nx\n```");
}

TEST_CASE("tables") {
    CHECK(markdown("<table><tr><th>a</th><th style='text-align: "
                   "right'>b</th></tr><tr><td>1|2</td><td><p>3</p><p>4</p></td></tr></table>") ==
          "| a | b |\n| --- | ---: |\n| 1\\|2 | 3 4 |");
    CHECK(markdown("<table><caption>Quoi</caption><tbody><tr><td colspan=2>a<td>b<tr><td>c</table>") ==
          "Quoi\n\n| a |  | b |\n| --- | --- | --- |\n| c |  |  |");
    CHECK(markdown("<table><tr><td><p>seul</p><ul><li>a</li></ul></td></tr></table>") == "seul\n\n- a"); // laid out
    CHECK(markdown("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>") ==
          "| a b c | d |\n| --- | --- |");
    std::string wide = "<table><tr>";
    for (int i = 0; i < 65; ++i) wide += "<td>x</td>";
    CHECK(markdown(wide + "</tr></table>").find('|') == std::string::npos);
}

TEST_CASE("links and pictures") {
    CHECK(shown(markdown("http://a.org/x²<br>é")) == "http://a.org/x² é"); // the address does not take in the break
    CHECK(markdown("<a href=\"https://example.org/a (b)\">mot</a>") == "[mot](https://example.org/a%20%28b%29)");
    CHECK(markdown("<a href=\"mailto:a@example.org\"><b>mot</b></a>") == "[**mot**](mailto:a@example.org)");
    CHECK(markdown("<a href=\"https://example.org/\"></a>") == "https://example.org/");
    CHECK(markdown("<a href=\"https://example.org/\">a<a href=\"https://example.org/b\">b</a></a>") ==
          "[ab](https://example.org/)");
    for (const char* bad : {"javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//example.org",
                            "autre.html", "#a", "file:///etc/passwd", "&#106;avascript:x"})
        CHECK(markdown(std::string("<a href=\"") + bad + "\">mot</a>") == "mot");
    CHECK(markdown("<img src=\"https://example.org/a.png\" alt=\"une courbe\">") == "une courbe");
    CHECK(with_pictures("<img src=\"a b.png\" alt=\"une [courbe]\">") == "![une \\[courbe\\]](a%20b.png)");
    CHECK(with_pictures("<a href=\"b\"><img src=\"a.png\" alt=\"c\"></a>") == "![c](a.png)");
    CHECK(with_pictures("<img src=\"a.png\">") == "![a.png](a.png)");
    CHECK(with_pictures("<p><img src=\"a.png\" alt=\"c\"><br><em>Une \"figure\" &amp; co</em></p>") ==
          "![c](a.png \"Une \\\"figure\\\" \\& co\")");
    CHECK(with_pictures("<figure><img src=\"a.png\" alt=\"c\"><figcaption>d</figcaption></figure>") == "![c](a.png \"d\")");
}

TEST_CASE("footnotes as Livret writes them") {
    CHECK(markdown("<p>a<sup><a href=\"#fn-1\">1</a></sup></p><div class=\"footnotes\"><ol><li id=\"fn-1\"><p>note <a "
                   "href=\"#fnref-1\">↩</a></p></li></ol></div>") == "a[^1]\n\n[^1]: note");
}

TEST_CASE("nothing runs and nothing is raw HTML") {
    CHECK(markdown("<script>alert(1)</script><style>p{}</style><p onclick=\"x()\">a</p><iframe "
                   "src=x>b</iframe><svg><script>x</script></svg>") == "a");
    CHECK(markdown("<p>a</p><script>x</p>") == "a");
    CHECK(markdown("<scr<script>ipt>alert(1)</script>") == "ipt>alert(1)");
    CHECK(markdown("&lt;script&gt;alert(1)&lt;/script&gt;") == "\\<script>alert(1)\\</script>");
    CHECK(markdown("<textarea><b>a</b></textarea>") == "\\<b>a\\</b>");
    CHECK(markdown("a\x01\x7F\u0085\u202E b\u200B") == "a b");
    CHECK(markdown("<object>a</object><embed src=x>b<form><input value=c>d</form>") == "b\n\nd");
}

TEST_CASE("bytes that are hardly HTML") {
    CHECK(markdown("a < b <3 &unknown; &amp &#0; &#x110000;") == "a < b <3 \\&unknown; \\&amp \uFFFD \\&#x110000;");
    CHECK(markdown("<p>a</b></i></div>b") == "ab");
    CHECK(markdown("<b>a<i>b</b>c</i>") == "**ab**c"); // the end of b ends i too
    CHECK(markdown("<!DOCTYPE html><?php x ?><!-- <p>x</p> --><p>a") == "a");
    CHECK(markdown("<a") == "");
    CHECK(markdown("<p class='a' class=b data-x title=\"unclosed>a") == "");
    std::string deep;
    for (int i = 0; i < 50'000; ++i) deep += "<ul><li><blockquote>";
    const std::string out = markdown(deep + "fin");
    CHECK(out.ends_with("fin"));
    CHECK(shown(out + "\n") == "fin");
    std::string marks;
    for (int i = 0; i < 20'000; ++i) marks += "<b>a</b><i>(b</i>";
    CHECK(markdown(marks).size() >= 60'000);
}

TEST_CASE("names of attachments are safe on every computer") {
    for (const auto& one : std::vector<std::pair<std::string, std::string>>{{"photo.jpg", "photo.jpg"},
                                                                            {"Été n° 3.ods", "Été n° 3.ods"},
                                                                            {"../../etc/passwd", "-..-etc-passwd"},
                                                                            {"a\\b:c?.txt", "a-b-c-.txt"},
                                                                            {"con.txt", "con-1.txt"},
                                                                            {".cache.png", "cache.png"},
                                                                            {" a .png ", "a.png"},
                                                                            {"a\x01\u202E.png", "a.png"},
                                                                            {"", "sans-nom"},
                                                                            {"...", "sans-nom"},
                                                                            {"e\u0301.png", "é.png"}}) {
        CAPTURE(one.first);
        CHECK(attachment_name(one.first) == one.second);
    }
    CHECK(attachment_name(std::string(300, 'a') + ".png").size() <= 120);
    std::string accents;
    for (int i = 0; i < 200; ++i) accents += "é";
    CHECK(attachment_name(accents + ".png").size() <= 120);
    std::set<std::string> taken;
    CHECK(free_name("A.png", taken) == "A.png");
    CHECK(free_name("a.PNG", taken) == "a-2.PNG");
    CHECK(free_name("a.png", taken) == "a-3.png");
}
