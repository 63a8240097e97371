// To the program every value is text; an editor's YAML reader has already given it a type. So an identifier
// may arrive as a number (the class 6e-2 is 0.06 to YAML, the attestation 12345678 a whole number), a title
// as `true`, and what was written is lost. Wherever a text is taken, numbers and booleans are therefore taken
// as well; patterns hold for strings alone. Nothing (null) is taken nowhere.
//
// A key in French is a reference to the schema of the key in English:
//
//     "title": {"type": ["string", "number", "boolean"], ...}, "titre": {"$ref": "#/properties/title"}
//
// and the object's `allOf` says that one of the two is needed, and that both are too many.
#include "load/json_schema.hpp"

#include "load/expectations.hpp"
#include "load/kinds.hpp"

#include <initializer_list>

#include <fmt/format.h>

namespace livret {

namespace {

// Regular expressions as ECMA-262 has them: `$` is the end of the text, not of a line.
#define LIVRET_SLUG "[a-z0-9]+(-[a-z0-9]+)*"
#define LIVRET_DAY "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
constexpr std::string_view not_blank = R"([^ \t\r\n])";
constexpr std::string_view one_line = R"(^[^\n]*[^ \t\r\n][^\n]*$)";
constexpr std::string_view slug = "^" LIVRET_SLUG "$";
constexpr std::string_view person = "^(" LIVRET_SLUG "(/" LIVRET_SLUG ")?|\\(anonym(ous|e)\\))$";
constexpr std::string_view day = "^" LIVRET_DAY "$";
constexpr std::string_view moment = "^" LIVRET_DAY "[Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
                                    "([Zz]|[+-](0[0-9]|1[0-4]):[0-5][0-9])$";
#define LIVRET_CLOCK "([01]?[0-9]|2[0-3])(:[0-5][0-9]|[ \u00a0\u202f]?[Hh]([ \u00a0\u202f]?[0-5][0-9])?)"
constexpr std::string_view hours = "^" LIVRET_CLOCK "([ \u00a0\u202f]?[-–—][ \u00a0\u202f]?" LIVRET_CLOCK ")?$";
constexpr std::string_view school_year = "^(19|[2-9][0-9])[0-9]{2}-[0-9]{4}$";
constexpr std::string_view reference = "^[A-Z0-9]([A-Z0-9-]{0,62}[A-Z0-9])?$";
constexpr std::string_view url = R"(^[Hh][Tt][Tt][Pp][Ss]?://[^/\u0000-\u0020"<>][^\u0000-\u0020"<>]*$)";
constexpr std::string_view file_name = R"(^(?![ \t\r\n]*$)[^/.][^/]*$)";
#undef LIVRET_SLUG
#undef LIVRET_DAY

Json strings(std::initializer_list<std::string_view> items) {
    Json out = Json::array();
    for (const std::string_view item : items) out.push(item);
    return out;
}

Json one(std::string name, Json value) {
    return Json::Members{{std::move(name), std::move(value)}};
}

// What an editor says of a value that does not fit.
std::string complaint(const Field& field, FieldType type) {
    Field of = field;
    of.type = type;
    const Expectation expected = expectation(of);
    return fmt::format("il faut {} — it takes {}", expected.fr, expected.en);
}

// A text, which an editor's YAML reader may have taken for a number or a boolean. Negative numbers begin with
// a hyphen, which no identifier does.
enum class Negative { taken, refused };
Json written(std::string_view pattern, Negative negative) {
    Json out = Json::object();
    out.set("type", strings({"string", "number", "boolean"}));
    out.set("pattern", pattern);
    if (negative == Negative::refused) out.set("minimum", 0);
    return out;
}

Json written(std::string_view pattern, Negative negative, std::string message) {
    Json out = written(pattern, negative);
    out.set("errorMessage", std::move(message));
    return out;
}

// A text that no YAML reader takes for anything else.
Json text_only(std::string_view pattern, std::string message) {
    return Json::Members{{"type", "string"}, {"pattern", pattern}, {"errorMessage", std::move(message)}};
}

Json whole_number(int min, int max, std::string message) {
    const std::size_t digits = std::to_string(max).size();
    const std::string quoted = max < 10 ? fmt::format("^0*[{}-{}]$", min, max) : fmt::format("^0*[0-9]{{1,{}}}$", digits);
    return Json::Members{{"type", strings({"integer", "string"})},
                         {"minimum", min},
                         {"maximum", max},
                         {"pattern", quoted},
                         {"errorMessage", std::move(message)}};
}

Json list_of(Json items) {
    return Json::Members{{"type", "array"}, {"items", std::move(items)}};
}

Json any_of(Json first, Json second) {
    Json both = Json::array();
    both.push(std::move(first));
    both.push(std::move(second));
    return one("anyOf", std::move(both));
}

Json names_of(std::span<const Choice> choices) {
    Json out = Json::array();
    for (const Choice& choice : choices) {
        if (!choice.id.empty()) out.push(choice.id); // an empty one is what nobody writes
        if (!choice.fr.empty()) out.push(choice.fr);
        if (!choice.en.empty()) out.push(choice.en);
    }
    return out;
}

// Two names for one value: at least one of them if it is needed, never both.
void add_names(Json& rules, std::string_view english, std::string_view french, bool required) {
    if (required) rules.push(any_of(one("required", strings({english})), one("required", strings({french}))));
    // Of a value that is no object, its type is what is wrong, and nothing else.
    rules.push(one("not", Json::Members{{"type", "object"}, {"required", strings({english, french})}}));
}

Json range() {
    Json properties = Json::object();
    for (const char* name : {"from", "du", "to", "au"}) properties.set(name, Json::Members{{"type", "string"}, {"pattern", day}});
    Json rules = Json::array();
    add_names(rules, "from", "du", true);
    add_names(rules, "to", "au", true);
    return Json::Members{
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}, {"allOf", std::move(rules)}};
}

// - B.2.1: what I did
Json code_with_words() {
    return Json::Members{{"type", "object"},
                         {"minProperties", 1},
                         {"maxProperties", 1},
                         {"additionalProperties", one("type", strings({"string", "number", "boolean"}))}};
}

Json label_in_two_languages() {
    Json properties = Json::object();
    for (const char* name : {"fr", "en"}) properties.set(name, written(not_blank, Negative::taken));
    return Json::Members{
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}, {"minProperties", 1}};
}

Json map_of(Json values) {
    return Json::Members{{"type", "object"}, {"additionalProperties", std::move(values)}};
}

Json object_of(std::span<const Field> fields, const std::string& pointer);

Json value_of(const Field& field, const std::string& pointer) {
    using T = FieldType;
    const std::string message = complaint(field, field.type);
    switch (field.type) {
    case T::line:
        return written(one_line, Negative::taken, message);
    case T::text:
        return written(not_blank, Negative::taken, message);
    case T::integer:
        return whole_number(field.min, field.max, fmt::format("{} ({}–{})", message, field.min, field.max));
    case T::boolean:
        return Json::Members{{"enum", Json::Array{true, false, "true", "false", "oui", "non", "vrai", "faux", "yes", "no"}}};
    case T::date:
        return text_only(day, message);
    case T::dates:
        return any_of(text_only(day, message), range());
    case T::moment:
        return text_only(moment, message);
    case T::hours:
        return text_only(hours, message);
    case T::school_year:
        return text_only(school_year, message);
    case T::slug:
        return written(slug, Negative::refused, message);
    case T::slugs:
        return list_of(written(slug, Negative::refused, complaint(field, T::slug)));
    case T::person:
        return written(person, Negative::refused, message);
    case T::participants:
        return any_of(one("enum", strings({"all", "tous"})),
                      list_of(written(slug, Negative::refused, complaint(field, T::slug))));
    case T::reference:
        return written(reference, Negative::refused, message);
    case T::hexadecimal:
        return written(field.min == field.max ? fmt::format("^[0-9A-Fa-f]{{{}}}$", field.min)
                                              : fmt::format("^[0-9A-Fa-f]{{{},{}}}$", field.min, field.max),
                       Negative::refused, message);
    case T::url:
        return text_only(url, message);
    case T::file_name:
        return written(file_name, Negative::taken, message);
    case T::code_list:
    case T::domain_list:
        return list_of(written(not_blank, Negative::taken));
    case T::declarations:
        return list_of(any_of(written(not_blank, Negative::taken), code_with_words()));
    case T::levels:
        return map_of(whole_number(0, 3, "0, 1, 2, 3"));
    case T::remarks:
        return map_of(written(not_blank, Negative::taken));
    case T::choice:
        return one("enum", names_of(field.choices));
    case T::choices:
        return list_of(one("enum", names_of(field.choices)));
    case T::object:
        return object_of(field.fields, pointer);
    case T::objects:
        return list_of(object_of(field.fields, pointer + "/items"));
    case T::labels: {
        Json out = list_of(any_of(written(not_blank, Negative::taken), label_in_two_languages()));
        out.set("minItems", 4);
        out.set("maxItems", 4);
        out.set("errorMessage", message);
        return out;
    }
    }
    return true;
}

// Of the types whose form is not plain from their name.
Json example_of(FieldType type) {
    using T = FieldType;
    switch (type) {
    case T::date:
    case T::dates:
        return "2004-11-18";
    case T::moment:
        return "2004-11-02T18:40+01:00";
    case T::hours:
        return "9:00-12:30";
    case T::school_year:
        return "2004-2005";
    case T::reference:
        return "MATH1-DURAND-03";
    case T::person:
        return "c-leroy";
    case T::slugs:
        return strings({"durand", "martin"});
    case T::code_list:
        return strings({"B.2.1", "B.3.1"});
    case T::domain_list:
        return strings({"A.1", "B.2"});
    case T::declarations: {
        Json codes = Json::array();
        codes.push(one("B.2.1", "le tableur fait voir la convergence avant la définition"));
        codes.push("B.3.1");
        return codes;
    }
    case T::levels:
        return Json::Members{{"A.1.1", 2}, {"B.3.4", 0}};
    case T::remarks:
        return one("A.2.2", "formulation ambiguë");
    default:
        return nullptr;
    }
}

Json described(const Field& field, const std::string& pointer) {
    Json out = Json::object();
    out.set("description", fmt::format("{}\n{}", field.meaning_fr, field.meaning_en));
    out.set("markdownDescription",
            fmt::format("`{}` {}\n\n`{}` {}", field.french, field.meaning_fr, field.key, field.meaning_en));
    const Json value = value_of(field, pointer);
    for (const auto& [name, member] : value.as_object()) out.set(name, member);
    if (Json example = example_of(field.type); !example.is_null()) {
        Json examples = Json::array();
        examples.push(std::move(example));
        out.set("examples", std::move(examples));
    }
    return out;
}

// `pointer` is where the object's schema stands in the file: "#", "#/properties/replies/items".
Json object_of(std::span<const Field> fields, const std::string& pointer) {
    Json properties = Json::object(), required = Json::array(), rules = Json::array();
    for (const Field& field : fields) {
        const std::string place = fmt::format("{}/properties/{}", pointer, field.key);
        properties.set(std::string(field.key), described(field, place));
        if (field.french == field.key) {
            if (field.required) required.push(field.key);
            continue;
        }
        properties.set(std::string(field.french), one("$ref", place));
        add_names(rules, field.key, field.french, field.required);
    }
    Json out = Json::object();
    out.set("type", "object");
    out.set("properties", std::move(properties));
    out.set("additionalProperties", false);
    if (!required.as_array().empty()) out.set("required", std::move(required));
    if (!rules.as_array().empty()) out.set("allOf", std::move(rules));
    return out;
}

} // namespace

Json json_schema(const Kind& kind) {
    Json out = Json::object();
    out.set("$schema", "http://json-schema.org/draft-07/schema#");
    out.set("title", fmt::format("Livret : {}", kind.called_fr));
    out.set("description", kind.called_fr == kind.called_en ? std::string(kind.called_fr)
                                                            : fmt::format("{}\n{}", kind.called_fr, kind.called_en));
    const Json object = object_of(kind.fields, "#");
    for (const auto& [name, member] : object.as_object()) out.set(name, member);
    return out;
}

std::vector<std::pair<std::string, std::string>> all_schemas() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Kind* kind : all_kinds())
        out.emplace_back(fmt::format("{}.schema.json", kind->name), json_schema(*kind).dump(Json::Style::indented) + "\n");
    return out;
}

} // namespace livret
