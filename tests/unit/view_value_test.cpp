#include "view/shape.hpp"
#include "view/value.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace livret;

TEST_CASE("a value is of the kind it was made from") {
    CHECK(Value().kind() == Value::Kind::text);
    CHECK(Value("Ada").str() == "Ada");
    CHECK(Value(std::string("Ada")).kind() == Value::Kind::text);
    CHECK(Value::html("<p>Ada</p>").kind() == Value::Kind::html);
    CHECK(Value(true).flag());
    CHECK(Value::list().kind() == Value::Kind::list);
    CHECK(Value::object().kind() == Value::Kind::object);
    static_assert(!std::is_constructible_v<Value, int>);
    static_assert(!std::is_constructible_v<Value, void*>);
}

TEST_CASE("a section takes the empty value of each kind for nothing") {
    CHECK(Value("").is_empty());
    CHECK(Value::html("").is_empty());
    CHECK(Value(false).is_empty());
    CHECK(Value::list().is_empty());
    CHECK(Value::object().is_empty());
    CHECK_FALSE(Value("0").is_empty());
    CHECK_FALSE(Value(true).is_empty());
    CHECK_FALSE(Value::list({Value("")}).is_empty());
    CHECK_FALSE(Value::object().set("a", "").is_empty());
}

TEST_CASE("an object keeps its members in order and finds them by name") {
    auto page = Value::object();
    page.set("title", "Durée d’un trajet").set("draft", true);
    CHECK(std::string_view(page.members()[0].name) == "title");
    CHECK(page.find("draft")->flag());
    CHECK(page.find("body") == nullptr);
    CHECK(Value("text").find("title") == nullptr);
}

TEST_CASE("a shared value reads like the value that it shares") {
    const auto navigation = Value::shared(Value::list({Value("Groupe"), Value("Stagiaires")}));
    const auto copy = navigation;
    CHECK(copy.items().data() == navigation.items().data());
    CHECK(copy == Value::list({Value("Groupe"), Value("Stagiaires")}));
    CHECK(canonical(copy) == canonical(Value::list({Value("Groupe"), Value("Stagiaires")})));
}

TEST_CASE("the canonical form is written as documented") {
    CHECK(canonical(Value::object().set("title", "Ada")) == "o1:5:titlet3:Ada");
    CHECK(canonical(Value::list({Value(true), Value::html("<b>")})) == "l2:f1h3:<b>");
}

TEST_CASE("values that differ have different canonical forms") {
    const std::vector<Value> values{
        Value(""),
        Value::html(""),
        Value("f1"),
        Value(true),
        Value(false),
        Value::list(),
        Value::object(),
        Value::list({Value("")}),
        Value::list({Value(""), Value("")}),
        Value::list({Value::list({Value("")}), Value("")}),
        Value::list({Value::list({Value(""), Value("")})}),
        Value::object().set("a", "b"),
        Value::object().set("b", "a"),
        Value::object().set("a", "1:b").set("c", ""),
        Value::object().set("c", "").set("a", "1:b"),
    };
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = 0; j < values.size(); ++j) {
            CHECK((canonical(values[i]) == canonical(values[j])) == (i == j));
            CHECK((values[i] == values[j]) == (i == j));
        }
}

namespace {

Shape trainee_shape() {
    using namespace shape;
    return object(
        "trainee", "a trainee's portfolio",
        {
            text("name", "first name and name"),
            html("presentation", "what she wrote"),
            flag("draft", "not yet shown to others"),
            list("activities", "latest first", {text("title", "its title"), url("url", "its page"), date("date", "its day")}),
            texts("warnings", "sentences"),
            link_to("next", "the next trainee"),
        });
}

Value activity(std::string title, std::string url) {
    return Value::object()
        .set("title", std::move(title))
        .set("url", std::move(url))
        .set("date", Value::object().set("iso", "2004-11-18").set("text", "18 novembre 2004"));
}

Value trainee(Value activities, Value warnings, Value next) {
    return Value::object()
        .set("name", "Ada")
        .set("presentation", Value::html("<p>Bonjour</p>"))
        .set("draft", false)
        .set("activities", std::move(activities))
        .set("warnings", std::move(warnings))
        .set("next", std::move(next));
}

} // namespace

TEST_CASE("a value that has all that its shape says fits") {
    const auto full = trainee(Value::list({activity("Trajets", "../activites/A1.html")}), Value::list({Value("peu")}),
                              Value::object().set("title", "Blaise").set("url", "b.html"));
    CHECK(mismatch(trainee_shape(), full) == std::nullopt);
    CHECK(mismatch(trainee_shape(), trainee(Value::list(), Value::list(), Value::object())) == std::nullopt);
}

TEST_CASE("the first field that does not fit is named with its path") {
    const auto with_activities = [](Value list) { return trainee(std::move(list), Value::list(), Value::object()); };
    CHECK(mismatch(trainee_shape(), Value::object()) == "name: missing");
    CHECK(mismatch(trainee_shape(), Value("Ada")) == "the page: text where object is declared");
    CHECK(mismatch(trainee_shape(), with_activities("none")) == "activities: text where list is declared");
    CHECK(mismatch(trainee_shape(), with_activities(Value::list({activity("A", "a.html"), Value("B")}))) ==
          "activities[1]: text where object is declared");
    CHECK(mismatch(trainee_shape(), with_activities(Value::list({activity("A", "a.html").set("extra", "")}))) ==
          "activities[0].extra: not declared");
    CHECK(mismatch(trainee_shape(), trainee(Value::list(), Value::list({Value(true)}), Value::object())) ==
          "warnings[0]: flag where text is declared");
    CHECK(mismatch(trainee_shape(), trainee(Value::list(), Value::list(), Value::object().set("title", "B"))) ==
          "next.url: missing");
    CHECK(mismatch(trainee_shape(), with_activities(Value::list({activity("A", "javascript:alert(1)")}))) ==
          "activities[0].url: not an address that may be published");
}

TEST_CASE("an address is relative, or http, https or mailto") {
    for (const auto* good : {"", "index.html", "../a/b.html#c:d", "#note-1", "?q=a:b", "./a:b", "https://example.org/",
                             "HTTP://example.org", "mailto:ada@example.org"})
        CHECK_MESSAGE(is_safe_url(good), good);
    for (const auto* bad : {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
                            "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "a:b"})
        CHECK_MESSAGE(!is_safe_url(bad), bad);
}

TEST_CASE("the fields of all pages are printed as tables") {
    Schema schema;
    schema.common = {shape::text("title", "the page's title")};
    schema.pages = {{"trainee",
                     "a trainee's portfolio",
                     {shape::list("activities", "latest first", {shape::date("date", "its day | or days")}),
                      shape::texts("warnings", "sentences")}},
                    {"about", "what this site is", {}}};
    const auto markdown = fields_markdown(schema);
    CHECK(markdown.find("## Every page\n\n| Name | Type | Meaning |\n|---|---|---|\n| `title` | text | the page's title |\n") !=
          std::string::npos);
    CHECK(markdown.ends_with("\n## trainee\n\nA trainee's portfolio: `trainee.mustache`.\n\n"
                             "| Name | Type | Meaning |\n|---|---|---|\n"
                             "| `activities` | list | latest first |\n"
                             "| `activities[].date` | object | its day \\| or days |\n"
                             "| `activities[].date.iso` | text | for the datetime attribute |\n"
                             "| `activities[].date.text` | text | as the page's language writes it |\n"
                             "| `warnings` | list of texts | sentences |\n"
                             "\n## about\n\nWhat this site is: `about.mustache`.\n\n"
                             "Nothing beside what every page offers.\n"));
}

TEST_CASE("a page's whole shape has the common fields first") {
    Schema schema{{shape::text("title", "t")}, {{"about", "a", {shape::html("body", "b")}}}};
    const auto whole = schema.whole(*schema.find("about"));
    CHECK(whole.fields.size() == 2);
    CHECK(whole.find("body")->kind == Shape::Kind::html);
    CHECK(schema.find("abut") == nullptr);
}
