#include "unit/render_samples.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace livret;
using samples::codes_of;
using samples::messages_of;
using Messages = std::vector<std::string>;

TEST_CASE("a good template gives no message") {
    CHECK(messages_of("<!doctype html>\n<html lang=\"fr\"><!-- head --><title>{{title}} · {{t.hello}}</title>"
                      "<link rel=stylesheet href=\"{{root}}assets/site.css\"><style>a{b:c}</style>"
                      "<script defer src='{{root}}assets/site.js'></script>"
                      "<ul{{#draft}} class=\"draft\"{{/draft}}>{{#activities}}<li><a href=\"{{url}}#{{title}}\""
                      " title=\"{{title}}\"{{#draft}} aria-current=\"page\"{{/draft}}>{{title}}</a>{{/activities}}</ul>"
                      "<a href=\"{{#url}}{{.}}{{/url}}\">x</a><a href=\"mailto:{{name}}\">y</a>"
                      "<input value='{{name}}'{{#draft}} checked{{/draft}}><textarea>{{name}}</textarea>{{{body}}}")
              .empty());
}

TEST_CASE("a name that the page does not offer") {
    CHECK(messages_of("<p>\n  {{titel}}</p>") ==
          Messages{"theme/page.mustache:2:3: the page “page” offers nothing under the name “titel” [template-name] "
                   "(did you mean “title”? the names are in themes/FIELDS.md)"});
    CHECK(messages_of("{{#next}}{{next.ulr}}{{/next}}") ==
          Messages{"theme/page.mustache:1:10: the page “page” offers nothing under the name “next.ulr” [template-name] "
                   "(did you mean “next.url”? the names are in themes/FIELDS.md)"});
    CHECK(codes_of("{{#activities}}{{/activities}}{{words}}") == Messages{"template-name"});
    CHECK(codes_of("{{activities.title}}") == Messages{"template-name"});
    CHECK(codes_of("{{.}}") == Messages{"template-name"});
    CHECK(codes_of("{{#next}}{{.}}{{/next}}") == Messages{"template-name"});
}

TEST_CASE("names inside a section whose name is wrong are not blamed") {
    CHECK(messages_of("{{#activites}}{{duration}}{{title}}{{.}}{{/activites}}") ==
          Messages{"theme/page.mustache:1:1: the page “page” offers nothing under the name “activites” [template-name] "
                   "(did you mean “activities”? the names are in themes/FIELDS.md)"});
    CHECK(messages_of("{{#activites}}{{/activites}}{{nam}}").size() == 2);
}

TEST_CASE("text shown without escaping, and html with it") {
    CHECK(messages_of("{{{name}}}") ==
          Messages{"theme/page.mustache:1:1: “name” is text: unescaped, an author could put HTML into it "
                   "[template-escape] (write {{name}}, with two braces)"});
    CHECK(codes_of("{{&url}}{{{t.hello}}}") == Messages{"template-escape"});
    CHECK(messages_of("{{body}}") ==
          Messages{"theme/page.mustache:1:1: “body” is safe HTML: escaped, it would show its tags [template-html] "
                   "(write {{{body}}}, with three braces)"});
}

TEST_CASE("a list, an object or a flag shown as text") {
    CHECK(messages_of("{{activities}}") ==
          Messages{"theme/page.mustache:1:1: “activities” is a list: it cannot be shown as a text [template-kind] "
                   "(open a section: {{#activities}}…{{/activities}})"});
    CHECK(codes_of("{{next}}{{draft}}") == Messages{"template-kind"});
    CHECK(codes_of("{{#draft}}{{.}}{{/draft}}") == Messages{"template-name"});
}

TEST_CASE("values only stand where escaping protects them") {
    for (const auto* wrong : {
             "<p class={{name}}>",
             "<p class=a{{name}}>",
             "<a href={{url}}>",
             "<p style=\"color: {{name}}\">",
             "<p onclick=\"go('{{name}}')\">",
             "<p ONCLICK='{{name}}'>",
             "<iframe srcdoc=\"{{name}}\"></iframe>",
             "<script>var a = \"{{name}}\";</script>",
             "<script>/* </scripty> */ {{name}}</script>",
             "<style>p { color: {{name}} }</style>",
             "<SCRIPT>{{t.hello}}</SCRIPT>",
             "<script>{{#draft}}a(){{/draft}}</script>",
             "<!-- {{name}} -->",
             "<{{name}}>",
             "<h{{name}}>",
             "</h{{name}}>",
             "<p {{name}}>",
             "<p data-{{name}}=\"a\">",
             "<p title=\"{{{body}}}\">",
             "<title>{{{body}}}</title>",
         })
        CHECK_MESSAGE(codes_of(wrong).front() == "template-place", wrong);
    CHECK(messages_of("<p class={{name}}>") ==
          Messages{"theme/page.mustache:1:10: “name” cannot stand in an attribute without quotes [template-place] "
                   "(put the attribute’s value between quotes)"});
}

TEST_CASE("only an address may begin an address") {
    for (const auto* good : {
             "<a href=\"{{url}}\">",
             "<a href=\"{{root}}index.html\">",
             "<a href=\"{{root}}competences/{{name}}.html\">",
             "<a href=\"#{{name}}\">",
             "<a href=\"?q={{name}}\">",
             "<a href=\"{{url}}#{{name}}\">",
             "<a href='https://{{name}}'>",
             "<img srcset=\"{{url}} 1x, {{url}} 2x\">",
             "<svg><use xlink:href=\"#{{name}}\"/></svg>",
         })
        CHECK_MESSAGE(codes_of(good).empty(), good);
    for (const auto* wrong : {
             "<a href=\"{{name}}\">",
             "<a href=\"{{root}}{{name}}.html\">",
             "<a href=\"javascript:{{name}}\">",
             "<a href=\"java{{name}}\">",
             "<a href=\" {{name}}\">",
             "<img src='{{name}}'>",
             "<form action=\"{{name}}\">",
             "<img srcset=\"/a 1x, {{name}} 2x\">",
             "<a href=\"{{#draft}}a/{{/draft}}{{name}}\">",
         })
        CHECK_MESSAGE(codes_of(wrong) == Messages{"template-place"}, wrong);
    CHECK(messages_of("<a href=\"{{name}}\">") ==
          Messages{"theme/page.mustache:1:10: “name” cannot stand at the beginning of an address [template-place] "
                   "(only fields of type url are accepted there)"});
}

TEST_CASE("sections end where they began") {
    CHECK(messages_of("<p {{#draft}}class=\"a{{/draft}}\">") ==
          Messages{"theme/page.mustache:1:22: template: the section “draft” does not end where it began: an attribute or "
                   "a tag is left open in it [template-syntax]"});
    CHECK(codes_of("{{#draft}}<p class=\"a\"{{/draft}}>").front() == "template-syntax");
    CHECK(codes_of("{{#draft}}<script>{{/draft}}</script>").front() == "template-syntax");
    CHECK(codes_of("{{#draft}}<!-- {{/draft}} -->").front() == "template-syntax");
    CHECK(codes_of("<p{{#draft}}><a{{/draft}}>").front() == "template-syntax");
    CHECK(messages_of("<p class=\"a").front() ==
          "theme/page.mustache:1:1: template: the page ends inside an element “p” or a comment [template-syntax]");
}

TEST_CASE("what is not Mustache as themes may write it") {
    CHECK(messages_of("é {{#draft}}") ==
          Messages{"theme/page.mustache:1:3: template: the section “draft” is not closed [template-syntax]"});
    CHECK(messages_of("{{/draft}}") ==
          Messages{"theme/page.mustache:1:1: template: nothing opened the section “draft” [template-syntax]"});
    CHECK(messages_of("{{#draft}}{{/next}}") ==
          Messages{"theme/page.mustache:1:11: template: the open section is “draft”, not “next” [template-syntax]"});
    CHECK(messages_of("a\n{{title") == Messages{"theme/page.mustache:2:1: template: the tag is not closed [template-syntax]"});
    CHECK(messages_of("{{=<% %>=}}") ==
          Messages{"theme/page.mustache:1:1: template: delimiters cannot be changed [template-syntax]"});
    CHECK(
        messages_of("{{<base}}") ==
        Messages{"theme/page.mustache:1:1: template: template inheritance is not accepted: use {{> partial}} [template-syntax]"});
    CHECK(messages_of("{{a b}}") == Messages{"theme/page.mustache:1:1: template: “a b” is not a name [template-syntax]"});
    CHECK(messages_of("{{}}") == Messages{"theme/page.mustache:1:1: template: “” is not a name [template-syntax]"});
    CHECK(codes_of("{{#a b}}{{/a b}}").front() == "template-name");
}

TEST_CASE("interface texts are there, need no values and open no section") {
    CHECK(messages_of("{{t.helo}}") == Messages{"theme/page.mustache:1:1: the text “helo” is missing in i18n/fr.json "
                                                "[missing-text] (did you mean “hello”? add it, or correct the name)"});
    CHECK(messages_of("{{t.count.other}}") ==
          Messages{"theme/page.mustache:1:1: template: the text “count.other” takes values: only the program can fill it "
                   "[template-syntax]"});
    CHECK(codes_of("{{#t.hello}}{{/t.hello}}") == Messages{"template-syntax"});
}

TEST_CASE("partials that are missing or include themselves") {
    CHECK(messages_of("{{> haed}}", {{"partials/head.mustache", ""}}) ==
          Messages{"theme/page.mustache:1:1: the theme has no partial “haed” [unknown-partial] (did you mean “head”?)"});
    CHECK(messages_of("{{> a}}", {{"partials/a.mustache", "{{> b}}"}, {"partials/b.mustache", "\n{{> a}}"}}) ==
          Messages{"theme/partials/b.mustache:2:1: the partial “a” includes itself [recursive-partial]"});
}

TEST_CASE("partials that call partials twice each are refused before they fill the memory") {
    std::map<std::string, std::string> files;
    for (int i = 0; i < 40; ++i)
        files.emplace(fmt::format("partials/a{}.mustache", i), fmt::format("{{{{> a{}}}}}{{{{> a{}}}}}", i + 1, i + 1));
    files.emplace("partials/a40.mustache", "x");
    CHECK(codes_of("{{> a0}}", files) == Messages{"template-syntax"});
}

TEST_CASE("a mistake in a partial is told in the partial's own file, and once") {
    CHECK(messages_of("{{> head}}\n{{> head}}", {{"partials/head.mustache", "<p>\n{{titel}} {{/x}}</p>\n"}}) ==
          Messages{"theme/partials/head.mustache:2:1: the page “page” offers nothing under the name “titel” "
                   "[template-name] (did you mean “title”? the names are in themes/FIELDS.md)",
                   "theme/partials/head.mustache:2:11: template: nothing opened the section “x” [template-syntax]"});
}

TEST_CASE("a page without a template, and a template without a page") {
    Sink sink;
    const auto theme = load_theme({"theme", {{"pages.mustache", ""}}}, std::nullopt, sink);
    CHECK(compile_theme(theme, samples::schema(), theme.texts.texts(Language::fr), sink).empty());
    CHECK(
        samples::messages(sink) ==
        Messages{
            "theme/page.mustache: the theme has no template “page.mustache” [template-missing] (did you mean “pages”?)",
            "theme/pages.mustache: file that a theme cannot hold: pages.mustache [theme-file] (did you mean “page.mustache”?)"});
}
