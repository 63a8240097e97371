#include "render/theme.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view template_ending = ".mustache";

// Files that stand in a theme's folder for its authors, not for its pages.
bool is_for_authors(std::string_view path) {
    static constexpr std::array names{"README.md", "LICENSE", "package.json", "package-lock.json"};
    return std::ranges::find(names, path) != names.end() ||
           (path.find('/') == std::string_view::npos && path.ends_with(".mjs")) || path.starts_with("node_modules/");
}

bool is_template_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

// "partials/head.mustache" in "partials/" -> "head"; nothing if the path is not that of a template there.
std::optional<std::string> template_in(std::string_view folder, std::string_view path) {
    if (!path.starts_with(folder) || !path.ends_with(template_ending)) return std::nullopt;
    const auto name = path.substr(folder.size(), path.size() - folder.size() - template_ending.size());
    if (path.size() < folder.size() + template_ending.size() || !is_template_name(name)) return std::nullopt;
    return std::string(name);
}

void add_template(std::map<std::string, ThemeFile, std::less<>>& templates, std::string name, SourcePath path,
                  const std::string& bytes, Sink& sink) {
    if (const auto offset = first_invalid_utf8(bytes)) {
        const Span place{position_at(std::string_view(bytes).substr(0, *offset), *offset), 1};
        Reporter(path, "", sink)
            .report(Code::not_utf8, place, {fmt::format("0x{:02X}", static_cast<unsigned char>(bytes[*offset])), "", ""});
        return;
    }
    if (const auto control = first_control(bytes)) {
        Reporter(path, bytes, sink)
            .report(Code::template_syntax, Span{position_at(bytes, *control), 1},
                    {"un caractère invisible se trouve ici : effacez-le", "there is an invisible character here: delete it"});
        return;
    }
    templates.insert_or_assign(std::move(name), ThemeFile{std::move(path), bytes});
}

// The program's own parts (view/verdict_panel.hpp) are known by their class names: a theme that used them could imitate them,
// or change how they look.
void refuse_program_names(const SourcePath& shown, const std::string& path, const std::string& bytes, Sink& sink) {
    const bool text =
        path.ends_with(template_ending) || path.ends_with(".css") || path.ends_with(".js") || path.ends_with(".svg");
    for (const std::string_view name : {"livret-verdict", "livret-notice"})
        if (const std::size_t at = text ? bytes.find(name) : std::string::npos; at != std::string::npos)
            Reporter(shown, bytes, sink)
                .report(Code::template_syntax, {position_at(bytes, at), static_cast<int>(name.size())},
                        {fmt::format("« {} » : ce nom est réservé à ce que le programme écrit lui-même sur les signatures", name),
                         fmt::format("“{}”: this name is for what the program itself writes about signatures", name)});
}

void add_files(Theme& theme, ThemeFiles given, Sink& sink) {
    for (auto& [path, bytes] : given.files) {
        const SourcePath shown{given.place.empty() ? path : given.place + "/" + path};
        refuse_program_names(shown, path, bytes, sink);
        if (path.starts_with("assets/program/")) { // where the program's own style sheet goes
            Reporter(shown, "", sink).report(Code::theme_file, {}, {path});
            continue;
        }
        if (auto page = template_in("", path)) {
            add_template(theme.pages, std::move(*page), shown, bytes, sink);
        } else if (auto partial = template_in("partials/", path)) {
            add_template(theme.partials, std::move(*partial), shown, bytes, sink);
        } else if (path == "i18n/fr.json" || path == "i18n/en.json") {
            add_texts(theme.texts, path == "i18n/fr.json" ? Language::fr : Language::en, shown, bytes, sink);
        } else if (path.starts_with("guides/") && (path.ends_with(".md") || path.ends_with(".svg"))) {
            add_template(theme.guides, path.substr(std::string_view("guides/").size()), shown, bytes, sink);
        } else if (path.starts_with("assets/")) {
            theme.assets.insert_or_assign(path, std::move(bytes));
        } else if (path == "theme.json") {
            const auto read = parse_json(bytes);
            if (const auto* error = std::get_if<JsonError>(&read))
                Reporter(shown, bytes, sink).report(Code::bad_json, {position_at(bytes, error->offset)}, {error->reason});
        } else if (!is_for_authors(path)) {
            Reporter(shown, "", sink).report(Code::theme_file, {}, {path});
        }
    }
}

} // namespace

Theme load_theme(ThemeFiles base, std::optional<ThemeFiles> overlay, Sink& sink) {
    Theme theme;
    theme.place = overlay ? overlay->place : base.place;
    add_files(theme, std::move(base), sink);
    if (overlay) add_files(theme, std::move(*overlay), sink);
    compare_texts(theme.texts, sink);
    return theme;
}

} // namespace livret
