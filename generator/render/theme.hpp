// A theme: the files that make the pages' look, laid over those of the default theme.
//
//     theme.json                what the theme is called
//     <page>.mustache           one template a page
//     partials/<name>.mustache  pieces of templates: {{> name}}
//     i18n/fr.json, en.json     the interface's texts (render/theme_texts.hpp)
//     guides/fr/trainee.md ...  guides in Markdown, by language and role: trainee, trainer, jury, administrator
//     guides/<name>.svg         drawings in them, an <svg> element each; {figure.x} in them is the interface's text of that key
//     assets/...                style sheets, scripts, fonts, icons, copied as they are
//
// An overlay gives only what it changes: a file takes the place of the file of that path; texts are replaced one by one.
#pragma once

#include "base/paths.hpp"
#include "diag/sink.hpp"
#include "render/theme_texts.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace livret {

// What was read from a theme's folder.
struct ThemeFiles {
    std::string place;                        // shown before the paths in messages: "themes/default"
    std::map<std::string, std::string> files; // path in the folder -> bytes
};

struct ThemeFile {
    SourcePath path; // for messages
    std::string bytes;
};

struct Theme {
    std::map<std::string, ThemeFile, std::less<>> pages;    // by page: "trainee"
    std::map<std::string, ThemeFile, std::less<>> partials; // by name: "head"
    std::map<std::string, ThemeFile, std::less<>> guides;   // by path below guides/: "fr/trainee.md", "way.svg"
    std::map<std::string, std::string> assets;              // by path in the site: "assets/site.css"
    ThemeTexts texts;
    std::string place;
};

// Sorts the files out; reports what a theme cannot hold, templates that are not UTF-8, and what is wrong with the texts.
Theme load_theme(ThemeFiles base, std::optional<ThemeFiles> overlay, Sink& sink);

} // namespace livret
