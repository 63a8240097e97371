#include "serve/form_fields.hpp"

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "load/header_writer.hpp"
#include "serve/saving.hpp"

#include <algorithm>

namespace livret {

namespace {

constexpr std::size_t largest_text = std::size_t{1} << 20; // of one field; the program reads no larger file
constexpr std::size_t most_fields = 2000;                  // a framework has some hundred competences, with three fields each

bool is_editable(std::string_view form, std::string_view name) {
    const auto any = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (form == "activity")
        return name.starts_with("competences.words.") || any({"title", "date", "date.until", "context", "situation", "phases",
                                                              "competences", "status", "visibility", "with", "pictures", "body"});
    if (form == "position") return name.starts_with("levels.") || name.starts_with("remarks.") || any({"date", "needs", "body"});
    if (form == "question") return any({"title", "where", "to", "category", "resolved", "body"});
    if (form == "answer") return any({"text", "resolved"});
    return form == "reply" && name == "text";
}

bool is_text(std::string_view name) {
    return name == "body" || name == "text";
}

} // namespace

std::string sent_field(const HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.fields)
        if (key == name) return value;
    return {};
}

std::optional<FormValues> typed_over(const FormValues& values, std::string_view form, const HttpRequest& request) {
    if (request.fields.size() > most_fields) return std::nullopt;
    FormValues out;
    for (const auto& [name, list] : values.names())
        if (!is_editable(form, name))
            for (const std::string& one : list) out.add(name, one);
    for (const auto& [name, value] : request.fields) {
        if (value.size() > largest_text || first_invalid_utf8(value) || first_invalid_utf8(name)) return std::nullopt;
        if (is_editable(form, name)) out.add(name, is_text(name) ? lf_text(value) : value);
    }
    return out;
}

std::string field_of_message(const Diagnostic& one, const Attempt& attempt, std::string_view form) {
    std::string field = field_at(attempt.text, kind_of_form(form), one.at.begin.line);
    if (one.code == Code::missing_key && one.arguments.size() > 1) field = one.arguments[1];
    if (one.code == Code::no_competence) field = "competences";
    if (one.code == Code::pictures_unsaid) field = "pictures";
    if (form == "answer" || form == "reply") return field == "answers" || field == "replies" ? "text" : std::string();
    if (field == "declared" || field == "reference") return form == "activity" ? "status" : std::string();
    const bool shown = is_editable(form, field) || ((field == "levels" || field == "remarks") && form == "position");
    return shown ? field : std::string();
}

} // namespace livret
