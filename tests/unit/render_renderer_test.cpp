#include "unit/render_samples.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace livret;
using samples::rendered;

TEST_CASE("text is escaped, html is not") {
    CHECK(rendered("<p>{{name}}</p>{{{body}}}{{&body}}") ==
          "<p>Ada &lt;script&gt;&quot;L&#39;été&quot;&amp;co</p><p>Bonjour & <b>merci</b></p><p>Bonjour & <b>merci</b></p>");
}

TEST_CASE("sections over flags, texts, objects and lists") {
    CHECK(rendered("{{#draft}}yes{{/draft}}{{^draft}}no{{/draft}}") == "yes");
    CHECK(rendered("{{#name}}[{{title}}]{{/name}}{{^name}}nobody{{/name}}") == "[Livret]");
    CHECK(rendered("{{#next}}<a href=\"{{url}}\">{{title}}</a>{{/next}}") == "<a href=\"blaise.html\">Blaise</a>");
    CHECK(rendered("{{#gone}}here{{/gone}}{{^gone}}gone{{/gone}}") == "gone");
    CHECK(rendered("{{#activities}}[{{title}}{{^title}}untitled{{/title}}]{{/activities}}") == "[Trajets][untitled]");
    CHECK(rendered("{{#gone}}{{/gone}}") == "");
}

TEST_CASE("a dotted name goes into objects") {
    CHECK(rendered("{{next.title}} {{#next.url}}<a href=\"{{next.url}}\">{{.}}</a>{{/next.url}}") ==
          "Blaise <a href=\"blaise.html\">blaise.html</a>");
    CHECK(rendered("[{{gone.title}}]") == "[]");
}

TEST_CASE("the item itself is a dot") {
    CHECK(rendered("{{#warnings}}<li>{{.}}</li>{{/warnings}}") == "<li>peu</li><li>trop</li>");
    CHECK(rendered("{{#warnings}}{{#.}}{{.}};{{/.}}{{/warnings}}") == "peu;trop;");
    CHECK(rendered("{{#name}}{{#warnings}}{{.}} {{/warnings}}{{/name}}") == "peu trop ");
}

TEST_CASE("names are looked for in the item first, then outwards") {
    CHECK(rendered("{{#activities}}{{title}}:{{name}};{{/activities}}", samples::page()) ==
          "Trajets:Ada &lt;script&gt;&quot;L&#39;été&quot;&amp;co;:Ada &lt;script&gt;&quot;L&#39;été&quot;&amp;co;");
}

TEST_CASE("lists inside lists of the same length keep their own places") {
    CHECK(rendered("{{#activities}}{{url}}({{#words}}{{.}}/{{url}},{{/words}}{{#warnings}}{{.}},{{/warnings}}){{/activities}}") ==
          "a1.html(un/a1.html,deux/a1.html,peu,trop,)a2.html(peu,trop,)");
}

TEST_CASE("a field that the view forgot shows nothing, not a namesake from further out") {
    auto value = Value::object();
    value.set("title", "Livret").set("activities", Value::list({Value::object().set("url", "a.html")}));
    CHECK(rendered("{{#activities}}[{{title}}]{{/activities}}", value) == "[]");
}

TEST_CASE("what a value holds is never read as a template") {
    auto value = Value::object();
    value.set("name", "{{title}} {{{body}}} {{#draft}} {{> foot}}");
    value.set("body", Value::html("{{title}}{{/draft}}"));
    CHECK(rendered("{{name}}|{{{body}}}", value) == "{{title}} {{{body}}} {{#draft}} {{&gt; foot}}|{{title}}{{/draft}}");
}

TEST_CASE("interface texts are put in, escaped") {
    CHECK(rendered("<p title=\"{{t.hello}}\">{{t.hello}}</p>") ==
          "<p title=\"Bonjour l’« ami » &amp; co\">Bonjour l’« ami » &amp; co</p>");
}

TEST_CASE("sections, comments and partials alone on their lines leave no line") {
    CHECK(rendered("<ul>\n  {{#warnings}}\n  <li>{{.}}</li>\n  {{/warnings}}\n</ul>\n") ==
          "<ul>\n  <li>peu</li>\n  <li>trop</li>\n</ul>\n");
    CHECK(rendered("a\r\n  {{! nothing }}\r\nb\r\n") == "a\r\nb\r\n");
    CHECK(rendered("a {{! nothing }} b") == "a  b");
    CHECK(rendered("{{#draft}}\n{{/draft}}") == "");
    CHECK(rendered("{{#draft}} {{/draft}}\n") == " \n");
    CHECK(rendered("  {{title}}\n") == "  Livret\n");
    CHECK(rendered("{{! two\nlines }}\nx") == "x");
}

TEST_CASE("partials are pasted in, not indented, and see the sections around them") {
    const samples::Files partials{{"partials/item.mustache", "<li>\n{{> words}}\n</li>\n"},
                                  {"partials/words.mustache", "{{title}}"}};
    CHECK(rendered("{{#activities}}\n    {{> item}}\n{{/activities}}\n", samples::page(), partials) ==
          "<li>\nTrajets</li>\n<li>\n</li>\n");
    CHECK(rendered("<p>{{> words}}</p>", samples::page(), partials) == "<p>Livret</p>");
}

TEST_CASE("a long list, then a short one, then the long one again") {
    std::vector<Value> many;
    std::string expected;
    for (int i = 0; i < 500; ++i) {
        many.emplace_back(std::to_string(i));
        expected += std::to_string(i) + " ";
    }
    auto value = Value::object();
    value.set("warnings", Value::list(std::move(many))).set("activities", Value::list());
    const std::string once = "{{#warnings}}{{.}} {{/warnings}}";
    CHECK(rendered(once + "{{#activities}}{{/activities}}" + once, value) == expected + expected);
}

TEST_CASE("one renderer renders page after page, and threads have their own") {
    Sink sink;
    const auto theme = load_theme(samples::theme_files("{{#warnings}}{{.}},{{/warnings}}{{name}}"), std::nullopt, sink);
    const auto programs = compile_theme(theme, samples::schema(), theme.texts.texts(Language::fr), sink);
    const auto expected = Renderer(programs).render("page", samples::page());
    std::vector<std::string> results(4);
    std::vector<std::thread> threads;
    for (auto& result : results)
        threads.emplace_back([&] {
            Renderer renderer(programs);
            for (int i = 0; i < 20; ++i) result = renderer.render("page", samples::page());
        });
    for (auto& thread : threads) thread.join();
    for (const auto& result : results) CHECK(result == expected);
}

TEST_CASE("a program's digest changes with its template and with its texts") {
    const auto digest = [](std::string page_template, Language lang) {
        Sink sink;
        const auto theme = load_theme(samples::theme_files(std::move(page_template)), std::nullopt, sink);
        return compile_theme(theme, samples::schema(), theme.texts.texts(lang), sink).at("page").digest;
    };
    CHECK(digest("{{t.hello}}", Language::fr) == digest("{{t.hello}}", Language::fr));
    CHECK(digest("{{t.hello}}", Language::fr) != digest("{{t.hello}}", Language::en));
    CHECK(digest("{{title}}", Language::fr) != digest("{{name}}", Language::fr));
    CHECK(digest("{{#draft}}a{{/draft}}", Language::fr) != digest("{{^draft}}a{{/draft}}", Language::fr));
    CHECK(digest("{{title}}", Language::fr).size() == 64);
}
