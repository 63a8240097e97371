#include "view/shape.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace livret {

namespace {

const Shape* find_in(std::span<const Shape> fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &Shape::name);
    return found == fields.end() ? nullptr : &*found;
}

bool fits(Shape::Kind wanted, Value::Kind given) {
    switch (wanted) {
    case Shape::Kind::text:
    case Shape::Kind::url:
        return given == Value::Kind::text;
    case Shape::Kind::html:
        return given == Value::Kind::html;
    case Shape::Kind::flag:
        return given == Value::Kind::flag;
    case Shape::Kind::list:
        return given == Value::Kind::list;
    case Shape::Kind::object:
        return given == Value::Kind::object;
    }
    return false;
}

std::string_view kind_name(Value::Kind kind) {
    switch (kind) {
    case Value::Kind::text:
        return "text";
    case Value::Kind::html:
        return "html";
    case Value::Kind::flag:
        return "flag";
    case Value::Kind::list:
        return "list";
    case Value::Kind::object:
        return "object";
    }
    return "";
}

std::string at(const std::string& path) {
    return path.empty() ? std::string("the page: ") : path + ": ";
}

std::optional<std::string> mismatch_at(const std::string& path, const Shape& shape, const Value& value);

std::optional<std::string> fields_mismatch(const std::string& path, std::span<const Shape> fields, const Value& object) {
    const auto inside = [&](std::string_view name) { return path.empty() ? std::string(name) : path + "." + std::string(name); };
    for (const auto& field : fields) {
        const auto* member = object.find(field.name);
        if (!member) return inside(field.name) + ": missing";
        if (auto wrong = mismatch_at(inside(field.name), field, *member)) return wrong;
    }
    for (const auto& member : object.members())
        if (!find_in(fields, member.name)) return inside(member.name) + ": not declared";
    return std::nullopt;
}

std::optional<std::string> item_mismatch(const std::string& path, const Shape& list, const Value& item) {
    const auto wanted = list.fields.empty() ? Value::Kind::text : Value::Kind::object;
    if (item.kind() != wanted)
        return at(path) + std::string(kind_name(item.kind())) + " where " + std::string(kind_name(wanted)) + " is declared";
    if (wanted == Value::Kind::text) return std::nullopt;
    return fields_mismatch(path, list.fields, item);
}

std::optional<std::string> mismatch_at(const std::string& path, const Shape& shape, const Value& value) {
    if (!fits(shape.kind, value.kind()))
        return at(path) + std::string(kind_name(value.kind())) + " where " + std::string(kind_name(shape.kind)) + " is declared";
    switch (shape.kind) {
    case Shape::Kind::text:
    case Shape::Kind::html:
    case Shape::Kind::flag:
        return std::nullopt;
    case Shape::Kind::url:
        if (!is_safe_url(value.str())) return at(path) + "not an address that may be published";
        return std::nullopt;
    case Shape::Kind::list:
        for (std::size_t i = 0; i < value.items().size(); ++i)
            if (auto wrong = item_mismatch(path + "[" + std::to_string(i) + "]", shape, value.items()[i])) return wrong;
        return std::nullopt;
    case Shape::Kind::object:
        if (value.is_empty()) return std::nullopt;
        return fields_mismatch(path, shape.fields, value);
    }
    return std::nullopt;
}

void append_rows(std::string& out, const std::string& prefix, std::span<const Shape> fields) {
    for (const auto& field : fields) {
        const bool list_of_texts = field.kind == Shape::Kind::list && field.fields.empty();
        out += "| `" + prefix + field.name + "` | " +
               (list_of_texts ? std::string("list of texts") : std::string(kind_name(field.kind))) + " | " +
               replace_all(field.meaning, "|", "\\|") + " |\n";
        append_rows(out, prefix + field.name + (field.kind == Shape::Kind::list ? "[]." : "."), field.fields);
    }
}

void append_table(std::string& out, std::span<const Shape> fields) {
    out += "| Name | Type | Meaning |\n|---|---|---|\n";
    append_rows(out, "", fields);
}

constexpr std::string_view introduction = R"(# What templates can use

Printed by the program from the shapes that its views fill; do not edit it by hand. A template that uses another
name is refused when the theme is loaded.

- **text** is escaped: write `{{name}}`, in text or in a quoted attribute. `{{#name}}…{{/name}}` means "if it is not
  empty"; inside it, `{{.}}` is the text itself.
- **html** is safe already: write `{{{name}}}`, in text only, never in an attribute.
- **url** is an address: the only type that may begin an `href` or a `src`.
- **flag** is for `{{#name}}…{{/name}}` (if) and `{{^name}}…{{/name}}` (if not).
- **list** repeats `{{#name}}…{{/name}}` for each item; `{{^name}}…{{/name}}` is for no item at all. Names are looked for
  in the item first, then outwards. `name[].title` below is `title` inside the section. An item of a list of texts is
  `{{.}}`.
- **object** groups names: `{{name.title}}`, or `{{title}}` inside `{{#name}}…{{/name}}`. An object that is not there
  counts as empty.
- `{{t.key}}` is a text of the interface, from `i18n/fr.json` and `i18n/en.json`. Texts that hold `{placeholders}` are
  filled by the program and cannot be shown by a template.
- `{{> name}}` is `partials/name.mustache`; a partial alone on its line is not indented.

)";

} // namespace

const Shape* Shape::find(std::string_view field) const {
    return find_in(fields, field);
}

namespace shape {

Shape text(std::string name, std::string meaning) {
    return {Shape::Kind::text, std::move(name), std::move(meaning), {}};
}
Shape html(std::string name, std::string meaning) {
    return {Shape::Kind::html, std::move(name), std::move(meaning), {}};
}
Shape shown_html(std::string name, std::string meaning) {
    Shape out = html(std::move(name), std::move(meaning));
    out.must_be_shown = true;
    return out;
}
Shape url(std::string name, std::string meaning) {
    return {Shape::Kind::url, std::move(name), std::move(meaning), {}};
}
Shape flag(std::string name, std::string meaning) {
    return {Shape::Kind::flag, std::move(name), std::move(meaning), {}};
}
Shape list(std::string name, std::string meaning, std::vector<Shape> fields) {
    assert(!fields.empty() && "a list of texts is shape::texts");
    return {Shape::Kind::list, std::move(name), std::move(meaning), std::move(fields)};
}
Shape texts(std::string name, std::string meaning) {
    return {Shape::Kind::list, std::move(name), std::move(meaning), {}};
}
Shape object(std::string name, std::string meaning, std::vector<Shape> fields) {
    return {Shape::Kind::object, std::move(name), std::move(meaning), std::move(fields)};
}
Shape date(std::string name, std::string meaning) {
    return object(std::move(name), std::move(meaning),
                  {text("iso", "for the datetime attribute"), text("text", "as the page's language writes it")});
}
Shape link_to(std::string name, std::string meaning) {
    return object(std::move(name), std::move(meaning), {text("title", "its title"), url("url", "its page")});
}

} // namespace shape

const PageShape* Schema::find(std::string_view page) const {
    const auto found = std::ranges::find(pages, page, &PageShape::name);
    return found == pages.end() ? nullptr : &*found;
}

Shape Schema::whole(const PageShape& page) const {
    auto fields = common;
    fields.insert(fields.end(), page.fields.begin(), page.fields.end());
    return shape::object(page.name, page.meaning, std::move(fields));
}

std::optional<std::string> mismatch(const Shape& shape, const Value& value) {
    // A page is an object that is there: an empty one misses all its fields.
    if (shape.kind == Shape::Kind::object && value.kind() == Value::Kind::object) return fields_mismatch("", shape.fields, value);
    return mismatch_at("", shape, value);
}

std::string fields_markdown(const Schema& schema) {
    std::string out(introduction);
    out += "## Every page\n\n";
    append_table(out, schema.common);
    for (const auto& page : schema.pages) {
        out += "\n## " + page.name + "\n\n" + ascii_upper(page.meaning.substr(0, 1)) +
               page.meaning.substr(std::min<std::size_t>(1, page.meaning.size())) + ": `" + page.name + ".mustache`.\n\n";
        if (page.fields.empty())
            out += "Nothing beside what every page offers.\n";
        else
            append_table(out, page.fields);
    }
    return out;
}

std::string_view kind_name(Shape::Kind kind) {
    switch (kind) {
    case Shape::Kind::text:
        return "text";
    case Shape::Kind::html:
        return "html";
    case Shape::Kind::url:
        return "url";
    case Shape::Kind::flag:
        return "flag";
    case Shape::Kind::list:
        return "list";
    case Shape::Kind::object:
        return "object";
    }
    return "";
}

bool is_safe_url(std::string_view url) {
    // Browsers drop tabs and line ends anywhere in an address, and control characters and spaces before it (WHATWG URL).
    if (std::ranges::any_of(url, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) return false;
    if (url.starts_with(' ')) return false;
    const auto colon = url.find(':');
    if (colon == std::string_view::npos || url.find_first_of("/?#") < colon) return true;
    const auto scheme = ascii_lower(url.substr(0, colon));
    return scheme == "http" || scheme == "https" || scheme == "mailto";
}

} // namespace livret
