#include "unit/render_samples.hpp"

#include <doctest/doctest.h>

using namespace livret;
using Messages = std::vector<std::string>;

TEST_CASE("a theme's files are sorted out") {
    Sink sink;
    const auto theme = load_theme({"themes/default",
                                   {{"theme.json", R"({"name": "Livret"})"},
                                    {"page.mustache", "a"},
                                    {"partials/head.mustache", "b"},
                                    {"assets/site.css", "c"},
                                    {"assets/fonts/a.woff2", "d"},
                                    {"i18n/fr.json", "{\"a\": \"b\"}"},
                                    {"i18n/en.json", "{\"a\": \"c\"}"},
                                    {"package.json", "{}"},
                                    {"build-assets.mjs", ""},
                                    {"README.md", ""}}},
                                  std::nullopt, sink);
    CHECK(samples::messages(sink).empty());
    CHECK(theme.pages.at("page").bytes == "a");
    CHECK(theme.pages.at("page").path.value == "themes/default/page.mustache");
    CHECK(theme.partials.at("head").bytes == "b");
    CHECK(theme.assets == samples::Files{{"assets/site.css", "c"}, {"assets/fonts/a.woff2", "d"}});
    CHECK(theme.texts.texts(Language::en).get("a") == "c");
}

TEST_CASE("files that a theme cannot hold are named") {
    Sink sink;
    load_theme({"",
                {{"page.html", ""},
                 {"partials/a/b.mustache", ""},
                 {"Page.mustache", ""},
                 {"i18n/de.json", "{}"},
                 {"theme.json", "{"},
                 {"x.mustache", "\xE9"}}},
               std::nullopt, sink);
    const auto found = samples::messages(sink);
    REQUIRE(found.size() == 6);
    CHECK(found[0] == "Page.mustache: file that a theme cannot hold: Page.mustache [theme-file]");
    CHECK(found[1] == "i18n/de.json: file that a theme cannot hold: i18n/de.json [theme-file]");
    CHECK(found[2] == "page.html: file that a theme cannot hold: page.html [theme-file]");
    CHECK(found[3] == "partials/a/b.mustache: file that a theme cannot hold: partials/a/b.mustache [theme-file]");
    CHECK(found[4].find("[bad-json]") != std::string::npos);
    CHECK(found[5].find("[not-utf8]") != std::string::npos);
}

TEST_CASE("an overlay replaces files one by one and texts one by one") {
    Sink sink;
    const auto base =
        samples::theme_files("base {{> foot}} {{t.hello}}", {{"partials/foot.mustache", "base foot"}, {"assets/a.css", "1"}});
    const ThemeFiles overlay{
        "ours", {{"partials/foot.mustache", "our foot"}, {"i18n/fr.json", R"({"hello": "Salut"})"}, {"assets/b.css", "2"}}};
    const auto theme = load_theme(base, overlay, sink);
    const auto programs = compile_theme(theme, samples::schema(), theme.texts.texts(Language::fr), sink);
    CHECK(samples::messages(sink).empty());
    CHECK(Renderer(programs).render("page", samples::page()) == "base our foot Salut");
    CHECK(theme.assets.size() == 2);
}

namespace {

Messages text_messages(std::string_view french, std::string_view english) {
    Sink sink;
    ThemeTexts texts;
    add_texts(texts, Language::fr, {"i18n/fr.json"}, french, sink);
    add_texts(texts, Language::en, {"i18n/en.json"}, english, sink);
    compare_texts(texts, sink);
    return samples::messages(sink);
}

} // namespace

TEST_CASE("both languages have the same texts") {
    CHECK(text_messages("{\n  \"été\": \"x\", \"b\": \"y\"\n}", "{\"été\": \"z\"}") ==
          Messages{"i18n/fr.json:2:15: the text “b” is missing in i18n/en.json [missing-text] (add it, or correct the name)"});
    CHECK(text_messages("{}", "{\"a\": \"z\"}") ==
          Messages{"i18n/en.json:1:2: the text “a” is missing in i18n/fr.json [missing-text] (add it, or correct the name)"});
}

TEST_CASE("both languages have the same placeholders") {
    CHECK(text_messages(R"({"a": "{n} mots de {name}"})", R"({"a": "{name}’s words"})") ==
          Messages{"i18n/en.json:1:2: “a” takes {name} in en.json, but {n}, {name} in fr.json [text-placeholders] "
                   "(write the same names between braces in both languages)"});
    CHECK(
        text_messages(R"({"a": "b"})", R"({"a": "{n}"})") ==
        Messages{"i18n/en.json:1:2: “a” takes {n} in en.json, but — in fr.json [text-placeholders] (write the same names between "
                 "braces in both languages)"});
    CHECK(text_messages(R"({"a.one": "{n} mot", "a.other": "{n} mots"})", R"({"a.one": "one word", "a.other": "{n} words"})")
              .empty());
}

TEST_CASE("a plural form has its sibling") {
    CHECK(
        text_messages(R"({"a.one": "b"})", R"({"a.one": "c"})") ==
        Messages{"i18n/en.json:1:2: the text “a.other” is missing in i18n/en.json [missing-text] (add it, or correct the name)",
                 "i18n/fr.json:1:2: the text “a.other” is missing in i18n/fr.json [missing-text] (add it, or correct the name)"});
}

TEST_CASE("a file of texts is a flat object of texts") {
    CHECK(text_messages(R"({"a": {"b": "c"}, "d\"": 1, "e": "f"})", R"({"e": "g"})") ==
          Messages{"i18n/fr.json:1:2: “a” takes a text between quotes [wrong-type]",
                   "i18n/fr.json:1:19: “d\"” takes a text between quotes [wrong-type]"});
    CHECK(text_messages("[]", "{}").front() == "i18n/fr.json:1:1: “i18n/fr.json” takes a JSON object [wrong-type]");
    CHECK(text_messages("{\"a\": }", "{}").front().find("[bad-json]") != std::string::npos);
}

TEST_CASE("a theme can neither use the names of what the program writes about signatures nor take the place of its style") {
    Sink sink;
    const ThemeFiles overlay{"ours",
                             {{"assets/look.css", ".livret-verdict { display: none }"},
                              {"partials/foot.mustache", "<p class=\"livret-notice\">"},
                              {"assets/program/panel.css", ""},
                              {"assets/plain.css", ".livret { color: red }"}}};
    const auto theme = load_theme(samples::theme_files("a", {}), overlay, sink);
    const auto found = samples::messages(sink);
    REQUIRE(found.size() == 3);
    CHECK(found[0].starts_with("ours/assets/look.css:1:2: "));
    CHECK(found[0].find("“livret-verdict”") != std::string::npos);
    CHECK(found[1].find("file that a theme cannot hold: assets/program/panel.css") != std::string::npos);
    CHECK(found[2].starts_with("ours/partials/foot.mustache:1:11: "));
    CHECK_FALSE(theme.assets.contains("assets/program/panel.css"));
}

TEST_CASE("a theme that leaves out what must be shown, or shows it in a section only, is refused") {
    const Schema schema{{}, {{"page", "", {shape::shown_html("panel", ""), shape::flag("on", "")}}}};
    const auto said = [&](const char* page) {
        Sink sink;
        const auto theme = load_theme(samples::theme_files(page, {}), std::nullopt, sink);
        compile_theme(theme, schema, theme.texts.texts(Language::fr), sink);
        return samples::messages(sink).size();
    };
    CHECK(said("<p>{{{panel}}}</p>") == 0);
    CHECK(said("<p></p>") == 1);
    CHECK(said("{{#on}}{{{panel}}}{{/on}}") == 1);
}
