// What each page offers to its template, as data: the schema that views fill, that templates are checked against, and
// that themes/FIELDS.md is printed from.
//
// A page's shape reads as a table:
//
//     using namespace shape;
//     PageShape{"trainee", "a trainee's portfolio", {
//         text("name", "first name and name"),
//         html("presentation", "what the trainee wrote about herself"),
//         list("activities", "latest first", {
//             text("title", "the activity's title"),
//             url("url", "its page"),
//             date("date", "the day it took place"),
//         }),
//         texts("warnings", "sentences to show above the table"),
//     }}
//
// Every name is always given: nothing to say is an empty text, a flag not set, an empty list or an empty object.
#pragma once

#include "view/value.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct Shape {
    // An url is a text that is an address: relative, or http, https or mailto. Only an url may begin a href or a src.
    // A list's fields are those of its items; a list without fields is a list of texts, shown with {{.}}.
    enum class Kind { text, html, url, flag, list, object };
    Kind kind = Kind::text;
    std::string name;
    std::string meaning; // one line, in English
    std::vector<Shape> fields;
    bool must_be_shown = false; // of an html: a theme that leaves it out, or in a section, is refused

    const Shape* find(std::string_view field) const;
};

namespace shape {
Shape text(std::string name, std::string meaning);
Shape html(std::string name, std::string meaning);
Shape shown_html(std::string name, std::string meaning); // that a theme must show
Shape url(std::string name, std::string meaning);
Shape flag(std::string name, std::string meaning);
Shape list(std::string name, std::string meaning, std::vector<Shape> fields);
Shape texts(std::string name, std::string meaning); // a list of texts
Shape object(std::string name, std::string meaning, std::vector<Shape> fields);
Shape date(std::string name, std::string meaning);    // object {iso, text}
Shape link_to(std::string name, std::string meaning); // object {title, url}
} // namespace shape

struct PageShape {
    std::string name;          // of the template: "trainee" is trainee.mustache
    std::string meaning;       // what the page is, one line
    std::vector<Shape> fields; // beside the common ones
};

struct Schema {
    std::vector<Shape> common; // what every page offers
    std::vector<PageShape> pages;

    const PageShape* find(std::string_view page) const;
    // Everything that the page offers, common fields first: an object whose name is the page's.
    Shape whole(const PageShape& page) const;
};

// The first field whose value does not fit, with what is wrong: "activities[2].date.iso: missing". An empty object fits
// every object; an url must not have another scheme than http, https and mailto.
std::optional<std::string> mismatch(const Shape& shape, const Value& value);

// themes/FIELDS.md.
std::string fields_markdown(const Schema& schema);

// "text", "html", "url", "flag", "list", "object".
std::string_view kind_name(Shape::Kind kind);

// Whether an address is relative, or http, https or mailto: never javascript: and the like.
bool is_safe_url(std::string_view url);

} // namespace livret
