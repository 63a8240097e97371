#include "render/theme_texts.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace livret {

namespace {

struct KeyPlace {
    std::size_t offset = 0;
    std::size_t size = 0;
};

// The places of a JSON object's own keys, in order. The text has been read by parse_json, so it is well formed.
std::vector<KeyPlace> key_places(std::string_view json) {
    std::vector<KeyPlace> keys;
    int depth = 0;
    bool key_expected = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        switch (json[i]) {
        case '{':
        case '[':
            ++depth;
            key_expected = depth == 1;
            break;
        case '}':
        case ']':
            --depth;
            break;
        case ',':
            key_expected = depth == 1;
            break;
        case '"': {
            const auto begin = i++;
            while (i < json.size() && json[i] != '"') i += json[i] == '\\' ? 2 : 1;
            if (depth == 1 && key_expected) keys.push_back({begin, i + 1 - begin});
            key_expected = false;
            break;
        }
        default:
            break;
        }
    }
    return keys;
}

void report(Code code, const ThemeText& where, std::vector<std::string> arguments, Sink& sink) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.path = where.path;
    diagnostic.at = where.at;
    diagnostic.arguments = std::move(arguments);
    diagnostic.line = where.line;
    sink.add(std::move(diagnostic));
}

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "{" : ", {") + name + "}";
    return out.empty() ? "—" : out;
}

bool is_singular(std::string_view key) {
    return key.ends_with(".one");
}

std::vector<std::string> wanted_placeholders(std::string_view key, std::string_view text) {
    auto names = placeholders(text);
    if (is_singular(key)) std::erase(names, "n");
    return names;
}

void report_missing(const ThemeTexts& texts, Language from, Language to, Sink& sink) {
    for (const auto& [key, text] : texts.in(from))
        if (!texts.in(to).contains(key)) report(Code::missing_text, text, {key, std::string(language_code(to))}, sink);
}

void report_plurals(const ThemeTexts& texts, Language lang, Sink& sink) {
    for (const auto& [key, text] : texts.in(lang)) {
        for (const auto& [ending, sibling] : {std::pair<std::string_view, std::string_view>{".one", ".other"},
                                              std::pair<std::string_view, std::string_view>{".other", ".one"}}) {
            if (!key.ends_with(ending)) continue;
            const auto other = key.substr(0, key.size() - ending.size()) + std::string(sibling);
            if (!texts.in(lang).contains(other))
                report(Code::missing_text, text, {other, std::string(language_code(lang))}, sink);
        }
    }
}

} // namespace

Texts ThemeTexts::texts(Language lang) const {
    Texts::Entries entries;
    for (const auto& [key, text] : in(lang)) entries.emplace(key, text.text);
    return Texts(lang, std::move(entries));
}

void add_texts(ThemeTexts& texts, Language lang, const SourcePath& path, std::string_view json, Sink& sink) {
    const Reporter reporter(path, json, sink);
    const auto read = parse_json(json);
    if (const auto* error = std::get_if<JsonError>(&read)) {
        reporter.report(Code::bad_json, {position_at(json, error->offset)}, {error->reason});
        return;
    }
    const auto& object = std::get<Json>(read);
    if (!object.is_object()) {
        reporter.report(Code::wrong_type, {{1, 1}}, {path.value, "un objet JSON", "a JSON object"});
        return;
    }
    const auto places = key_places(json);
    std::size_t line_start = 0;
    int line = 1; // places come in order: lines are counted once
    const auto place_of = [&](std::size_t offset) {
        for (std::size_t end; (end = json.find('\n', line_start)) < offset; ++line) line_start = end + 1;
        return Position{line, static_cast<int>(count_characters(json.substr(line_start, offset - line_start))) + 1};
    };
    for (std::size_t i = 0; i < object.as_object().size(); ++i) {
        const auto& [key, value] = object.as_object()[i];
        Span at;
        if (i < places.size()) {
            at.begin = place_of(places[i].offset);
            at.length = static_cast<int>(count_characters(json.substr(places[i].offset, places[i].size)));
        }
        if (value.is_string())
            texts.in(lang).insert_or_assign(
                key, ThemeText{value.as_string(), path, at, std::string(line_of(json.substr(line_start), 1))});
        else
            reporter.report(Code::wrong_type, at, {key, "un texte entre guillemets droits", "a text between quotes"});
    }
}

void compare_texts(const ThemeTexts& texts, Sink& sink) {
    report_missing(texts, Language::fr, Language::en, sink);
    report_missing(texts, Language::en, Language::fr, sink);
    report_plurals(texts, Language::fr, sink);
    report_plurals(texts, Language::en, sink);
    for (const auto& [key, french] : texts.fr) {
        const auto english = texts.en.find(key);
        if (english == texts.en.end()) continue;
        const auto in_french = wanted_placeholders(key, french.text);
        const auto in_english = wanted_placeholders(key, english->second.text);
        if (in_french == in_english) continue;
        report(Code::text_placeholders, english->second, {key, listed(in_english), "en", listed(in_french), "fr"}, sink);
    }
}

std::string_view language_code(Language lang) {
    return lang == Language::fr ? "fr" : "en";
}

} // namespace livret
