// HTML of other programs: whatever it is, what comes out is Markdown that says the same words, and never markup of its author's.
#include "base/text.hpp"
#include "import/html_to_markdown.hpp"
#include "import/leap2a_reader.hpp"
#include "markup/markdown.hpp"
#include "property.hpp"
#include "view/rich.hpp"

#include <algorithm>

namespace livret::tests {

namespace {

struct Shown {
    RichText rich;
    Sink sink;
};

Shown shown(const std::string& text) {
    Shown out;
    const Reporter reporter(SourcePath{"a.md"}, text, out.sink);
    MarkdownOptions options;
    options.language = Language::en;
    options.first_heading = 1;
    out.rich = parse_markdown(reporter, text, 0, options);
    return out;
}

// Letters and signs without any white space: what must not change.
std::string essence(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) > 0x20) out += c;
    return replace_all(out, "\u00A0", "");
}

rc::Gen<std::string> words() {
    return text_of({"a",     "b",  "é",    " ",    " ",      "  ",     "\n",   "*",    "**",       "_",     "__",
                    "~",     "~~", "`",    "``",   "#",      "##",     "-",    "--",   "---",      "+",     "=",
                    "==",    "1.", "23)",  ">",    "<",      "<b>",    "</p>", "<!--", "&",        "&amp;", "&#60;",
                    "[",     "]",  "](",   "[^1]", "[^1]: ", "(b)",    "!",    "|",    "|-|",      ":-:",   "\\",
                    "\\*",   "\"", "«",    "»",    "€",      "\u00A0", "x_y",  "[x] ", "https://", "www.",  "http://a.org/",
                    "?b&c=", "@",  "    ", "\t"});
}

std::string html_of_words(std::string_view text) {
    return "<p>" + replace_all(replace_all(std::string(text), "&", "&amp;"), "<", "&lt;") + "</p>";
}

bool words_stay_words(const char* name) {
    return rc::check(name, [] {
        const std::string html = html_of_words(*words());
        const std::string markdown = html_to_markdown(parse_html(html));
        const Shown page = shown(markdown);
        RC_LOG() << markdown << "\n-- shown --\n" << page.rich.html;
        const std::string expected = plain_line(HtmlNode{"p", "", {}, parse_html(html)});
        RC_ASSERT(essence(page.rich.plain) == essence(expected));
        RC_ASSERT(page.sink.items().empty());
        std::string without_links = replace_all(page.rich.html, "</a>", "");
        for (std::size_t at = without_links.find("<a "); at != std::string::npos; at = without_links.find("<a "))
            without_links.erase(at, without_links.find('>', at) + 1 - at);
        const bool one_paragraph =
            expected.empty() ? without_links.empty()
                             : without_links.starts_with("<p>") && without_links.find('<', 1) == without_links.size() - 5;
        RC_ASSERT(one_paragraph);
    });
}

rc::Gen<std::string> html() {
    return text_of({"mot",
                    "deux mots ",
                    " ",
                    "\n",
                    "*",
                    "_",
                    "(",
                    ")",
                    "!",
                    "|",
                    "1. ",
                    "# ",
                    "- ",
                    "é",
                    "«",
                    "<p>",
                    "</p>",
                    "<b>",
                    "</b>",
                    "<strong>",
                    "</strong>",
                    "<em>",
                    "</em>",
                    "<i>",
                    "</i>",
                    "<del>",
                    "</del>",
                    "<ul>",
                    "</ul>",
                    "<ol>",
                    "<ol start=4>",
                    "</ol>",
                    "<li>",
                    "</li>",
                    "<h2>",
                    "</h2>",
                    "<h4>",
                    "</h4>",
                    "<br>",
                    "<hr>",
                    "<blockquote>",
                    "</blockquote>",
                    "<pre>",
                    "</pre>",
                    "<code>",
                    "</code>",
                    "<div>",
                    "</div>",
                    "<span>",
                    "</span>",
                    "<table>",
                    "<tr>",
                    "<td>",
                    "<th>",
                    "</td>",
                    "</tr>",
                    "</table>",
                    "<a href=\"https://example.org/a_b(c)\">",
                    "<a href='javascript:alert(1)'>",
                    "</a>",
                    "<img src=x alt='i*m[g]'>",
                    "<sup>2</sup>",
                    "<sub>",
                    "</sub>",
                    "http://a.org/",
                    "www.",
                    "&lt;b&gt;",
                    "&amp;lt;",
                    "&nbsp;",
                    "<dl>",
                    "<dt>",
                    "<dd>",
                    "</dl>"});
}

bool nothing_of_the_author_s_markup(const char* name) {
    return rc::check(name, [] {
        const std::string source = *html();
        const std::string markdown = html_to_markdown(parse_html(source));
        const Shown page = shown(markdown);
        RC_LOG() << source << "\n-- markdown --\n" << markdown << "\n-- shown --\n" << page.rich.html;
        RC_ASSERT(page.sink.items().empty());
        for (const Slot& slot : page.rich.slots)
            RC_ASSERT(slot.target.starts_with("https://example.org/") || slot.target.starts_with("http://"));
    });
}

// What was converted once says the same when the page that shows it is converted again.
bool converting_again_says_the_same(const char* name) {
    return rc::check(name, [] {
        const std::string source = *html();
        const std::string once = html_to_markdown(parse_html(source));
        const Shown first = shown(once);
        const std::string page = fill_slots(first.rich, [](const Slot& slot) { return std::optional(SlotAddress{slot.target}); });
        const std::string twice = html_to_markdown(parse_html(page));
        const Shown second = shown(twice);
        RC_LOG() << source << "\n-- once --\n" << once << "\n-- page --\n" << page << "\n-- twice --\n" << twice;
        RC_ASSERT(essence(second.rich.plain) == essence(first.rich.plain));
    });
}

bool any_xml_ends_in_a_feed_or_a_fault(const char* name) {
    return rc::check(name, [] {
        const auto xml = *text_of({"<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:leap2=\"http://terms.leapspecs.org/\">",
                                   "<leap2:version>http://www.leapspecs.org/2010-07/2A/</leap2:version>",
                                   "<entry>",
                                   "</entry>",
                                   "<id>a</id>",
                                   "<id>b</id>",
                                   "<title>",
                                   "</title>",
                                   "<content type=\"xhtml\">",
                                   "<content type=\"html\">",
                                   "</content>",
                                   "<div>",
                                   "</div>",
                                   "<b>",
                                   "</b>",
                                   "mot",
                                   "&#65;",
                                   "&lt;",
                                   "<![CDATA[x]]>",
                                   "<!-- x -->",
                                   "</feed>",
                                   "<link rel=\"related\" href=\"a\"/>",
                                   "<category term=\"x\"/>",
                                   "<leap2:date leap2:point=\"start\">2005</leap2:date>",
                                   "\n"});
        const auto read = read_leap2a(xml);
        if (const auto* fault = std::get_if<LeapFault>(&read)) {
            RC_ASSERT(fault->at.line >= 1 && fault->at.column >= 1);
            RC_ASSERT(fault->at.line <= 1 + std::count(xml.begin(), xml.end(), '\n'));
        }
    });
}

} // namespace

std::vector<Property> import_properties() {
    return {{"words of HTML are words of Markdown, whatever their signs", words_stay_words},
            {"no HTML becomes markup or an address of its author's", nothing_of_the_author_s_markup},
            {"HTML converted again from its page says the same", converting_again_says_the_same},
            {"whatever the XML of an import, it ends in a feed or in a fault with its place", any_xml_ends_in_a_feed_or_a_fault}};
}

} // namespace livret::tests
