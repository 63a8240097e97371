// The interface's texts as themes give them: i18n/fr.json and i18n/en.json, each a flat JSON object of texts.
//
// Both languages must say the same things: the same keys, with the same {placeholders}. A key that ends in ".one" has a
// sibling in ".other"; its {n} may be left out ("one activity").
#pragma once

#include "base/paths.hpp"
#include "diag/sink.hpp"
#include "view/texts.hpp"

#include <map>
#include <string>

namespace livret {

// A text with the place of its key.
struct ThemeText {
    std::string text;
    SourcePath path;
    Span at;
    std::string line; // the source line, for messages
};

struct ThemeTexts {
    std::map<std::string, ThemeText, std::less<>> fr, en;

    const std::map<std::string, ThemeText, std::less<>>& in(Language lang) const { return lang == Language::fr ? fr : en; }
    std::map<std::string, ThemeText, std::less<>>& in(Language lang) { return lang == Language::fr ? fr : en; }
    Texts texts(Language lang) const;
};

// Adds a file's texts to those of its language; a key that is there already gets the new text.
void add_texts(ThemeTexts& texts, Language lang, const SourcePath& path, std::string_view json, Sink& sink);

// Reports keys that one language lacks, plural forms without their sibling, and placeholders that differ.
void compare_texts(const ThemeTexts& texts, Sink& sink);

// "fr", "en".
std::string_view language_code(Language lang);

} // namespace livret
