// What the tests of render/ share: a small schema, themes written on the spot, and messages as people read them.
#pragma once

#include "diag/printer.hpp"
#include "render/compile.hpp"
#include "render/renderer.hpp"
#include "render/theme.hpp"
#include "view/shape.hpp"
#include "view/value.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace livret::samples {

inline Schema schema() {
    using namespace shape;
    return {{text("title", "the page's title"), url("root", "the way to the top")},
            {{"page",
              "a page with a field of every type",
              {
                  html("body", "safe"),
                  text("name", "someone's name"),
                  url("url", "an address"),
                  flag("draft", "not published"),
                  list("activities", "some", {text("title", "its title"), url("url", "its page"), texts("words", "its words")}),
                  texts("warnings", "sentences"),
                  link_to("next", "the next page"),
                  object("gone", "an object that is not there", {text("title", "its title")}),
              }}}};
}

inline Value page() {
    const auto activity = [](const char* title, const char* url, std::vector<Value> words) {
        return Value::object().set("title", title).set("url", url).set("words", Value::list(std::move(words)));
    };
    return Value::object()
        .set("title", "Livret")
        .set("root", "../")
        .set("body", Value::html("<p>Bonjour & <b>merci</b></p>"))
        .set("name", "Ada <script>\"L'été\"&co")
        .set("url", "ada.html")
        .set("draft", true)
        .set("activities",
             Value::list({activity("Trajets", "a1.html", {Value("un"), Value("deux")}), activity("", "a2.html", {})}))
        .set("warnings", Value::list({Value("peu"), Value("trop")}))
        .set("next", Value::object().set("title", "Blaise").set("url", "blaise.html"))
        .set("gone", Value::object());
}

using Files = std::map<std::string, std::string>;

inline constexpr const char* french_texts =
    R"({"hello": "Bonjour l’« ami » & co", "count.one": "{n} mot", "count.other": "{n} mots"})";
inline constexpr const char* english_texts = R"({"hello": "Hello", "count.one": "{n} word", "count.other": "{n} words"})";

// A theme whose only page is `page`, with other files beside it.
inline ThemeFiles theme_files(std::string page_template, Files others = {}) {
    others.emplace("page.mustache", std::move(page_template));
    others.emplace("i18n/fr.json", french_texts);
    others.emplace("i18n/en.json", english_texts);
    return {"theme", std::move(others)};
}

// "path:line:col: text [code] (hint)", sorted as printed.
inline std::vector<std::string> messages(const Sink& sink, Language lang = Language::en) {
    std::vector<std::string> out;
    for (const auto& d : sink.sorted()) {
        auto line = d.path.value;
        if (d.at.begin.line > 0) line += ":" + std::to_string(d.at.begin.line) + ":" + std::to_string(d.at.begin.column);
        line += ": " + message_of(d, lang) + " [" + std::string(describe(d.code).id) + "]";
        if (const auto hint = hint_of(d, lang); !hint.empty()) line += " (" + hint + ")";
        out.push_back(std::move(line));
    }
    return out;
}

// What compiling the theme says.
inline std::vector<std::string> messages_of(std::string page_template, Files others = {}) {
    Sink sink;
    const auto theme = load_theme(theme_files(std::move(page_template), std::move(others)), std::nullopt, sink);
    compile_theme(theme, schema(), theme.texts.texts(Language::fr), sink);
    return messages(sink);
}

// Only the codes, each once.
inline std::vector<std::string> codes_of(std::string page_template, Files others = {}) {
    Sink sink;
    const auto theme = load_theme(theme_files(std::move(page_template), std::move(others)), std::nullopt, sink);
    compile_theme(theme, schema(), theme.texts.texts(Language::fr), sink);
    std::vector<std::string> codes;
    for (const auto& d : sink.sorted()) codes.emplace_back(describe(d.code).id);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

// The page's bytes, followed by whatever messages compiling gave.
inline std::string rendered(std::string page_template, const Value& value = page(), Files others = {}) {
    Sink sink;
    const auto theme = load_theme(theme_files(std::move(page_template), std::move(others)), std::nullopt, sink);
    const auto programs = compile_theme(theme, schema(), theme.texts.texts(Language::fr), sink);
    auto out = Renderer(programs).render("page", value);
    for (const auto& message : messages(sink)) out += "\n" + message;
    return out;
}

} // namespace livret::samples
