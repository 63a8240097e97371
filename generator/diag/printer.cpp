#include "diag/printer.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "base/typography.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace livret {

namespace {

constexpr std::size_t widest = 110; // characters of a source line that are shown

std::string severity_word(Severity severity, Language lang) {
    if (severity == Severity::error) return lang == Language::fr ? "erreur" : "error";
    return lang == Language::fr ? "avertissement" : "warning";
}

// A hostile file must not be able to write to the reader's terminal, nor to turn what is read around: one sign stands for
// each character that could.
std::string harmless(std::string_view text, char sign) {
    std::string out;
    while (!text.empty()) {
        const std::string_view one = first_characters(text, 1);
        const bool shown = one != "\n" && one != "\t" && !printable(one).empty();
        if (shown)
            out += one;
        else
            out += sign;
        text.remove_prefix(one.size());
    }
    return out;
}

// The line, cut around the place if it is long, without tabs (so that the caret stands under its character).
struct Shown {
    std::string line;
    std::size_t caret = 0;
};

Shown shown_line(const Diagnostic& d) {
    const auto column = static_cast<std::size_t>(std::max(1, d.at.begin.column)) - 1 - d.skipped;
    const auto total = count_characters(d.line);
    const std::size_t skip = total > widest && column > widest / 2 ? std::min(column - widest / 2, total - widest) : 0;
    const auto rest = std::string_view(d.line).substr(first_characters(d.line, skip).size());
    const auto line = harmless(replace_all(std::string(first_characters(rest, widest)), "\t", " "), '?');
    const bool cut = skip > 0 || d.skipped > 0;
    return {(cut ? "…" : "") + line + (total > skip + widest ? "…" : ""), column - skip + (cut ? 1 : 0)};
}

std::string paint(std::string_view text, std::string_view escape, Colour colour) {
    if (colour == Colour::no) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", escape, text);
}

// Workflow commands end at a line end; %, CR and LF are escaped, and in properties : and , too.
std::string github_escape(std::string_view text, bool property) {
    auto out = replace_all(std::string(text), "%", "%25");
    out = replace_all(replace_all(out, "\r", "%0D"), "\n", "%0A");
    if (property) out = replace_all(replace_all(out, ":", "%3A"), ",", "%2C");
    return out;
}

std::string plain(std::string_view text) {
    return harmless(text, ' ');
}

// The sentence in its language's spaces, then what it names, as it was written.
std::string sentence(std::string_view pattern, std::span<const std::string> arguments, Language lang) {
    return fill(lang == Language::fr ? no_break_spaces(pattern) : std::string(pattern), arguments);
}

} // namespace

std::string github_error(std::string_view path, std::string_view text) {
    return fmt::format("::error{}::{}\n", path.empty() ? "" : " file=" + github_escape(path, true),
                       github_escape(plain(text), false));
}

std::string message_of(const Diagnostic& d, Language lang) {
    return plain(sentence(describe(d.code).text(lang), d.arguments, lang));
}

std::string hint_of(const Diagnostic& d, Language lang) {
    std::string out;
    if (d.did_you_mean)
        out = lang == Language::fr ? "vouliez-vous dire «\u00A0" + *d.did_you_mean + "\u00A0»\u202F?"
                                   : "did you mean “" + *d.did_you_mean + "”?";
    const auto way_out = sentence(describe(d.code).hint(lang), d.arguments, lang);
    if (way_out.empty()) return plain(out);
    return plain(out.empty() ? way_out : out + " " + way_out);
}

std::string print_text(const Diagnostic& d, Language lang, Colour colour) {
    const auto place = d.at.begin.line > 0
                           ? fmt::format("{}:{}:{}", d.path.value, d.at.begin.line, std::max(1, d.at.begin.column))
                           : d.path.value;
    const auto tint = d.severity() == Severity::error ? "1;31" : "1;33";
    auto out = fmt::format("{}: {}: {} [{}]\n", paint(plain(place), "1", colour),
                           paint(severity_word(d.severity(), lang), tint, colour), message_of(d, lang), describe(d.code).id);
    if (!d.line.empty() && d.at.begin.line > 0) {
        const auto shown = shown_line(d);
        const auto left = count_characters(shown.line) > shown.caret ? count_characters(shown.line) - shown.caret : 1;
        const auto length = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(1, d.at.length)), 1, left);
        out += fmt::format("  {}\n  {}{}\n", shown.line, std::string(shown.caret, ' '),
                           paint("^" + std::string(length - 1, '~'), "1;32", colour));
    }
    if (const auto hint = hint_of(d, lang); !hint.empty()) out += fmt::format("  {} {}\n", paint("→", "1;36", colour), hint);
    return out;
}

std::string print_json(std::span<const Diagnostic> diagnostics, Language lang) {
    auto list = Json::array();
    for (const auto& d : diagnostics) {
        auto item = Json::object();
        item.set("path", d.path.value);
        item.set("line", d.at.begin.line);
        item.set("column", d.at.begin.column);
        item.set("length", d.at.length);
        item.set("severity", d.severity() == Severity::error ? "error" : "warning");
        item.set("code", describe(d.code).id);
        item.set("message", message_of(d, lang));
        item.set("hint", hint_of(d, lang));
        if (d.did_you_mean) item.set("suggestion", *d.did_you_mean);
        item.set("fixable", !d.fixes.empty());
        list.push(std::move(item));
    }
    auto root = Json::object();
    root.set("version", 1);
    root.set("diagnostics", std::move(list));
    return root.dump(Json::Style::indented) + "\n";
}

std::string print_github(const Diagnostic& d, Language lang, std::string_view prefix) {
    std::string properties = "file=" + github_escape(std::string(prefix) + d.path.value, true);
    if (d.at.begin.line > 0) properties += fmt::format(",line={},col={}", d.at.begin.line, std::max(1, d.at.begin.column));
    properties += ",title=" + github_escape(describe(d.code).id, true);
    const auto hint = hint_of(d, lang);
    return fmt::format("::{} {}::{}\n", d.severity() == Severity::error ? "error" : "warning", properties,
                       github_escape(message_of(d, lang) + (hint.empty() ? "" : " → " + hint), false));
}

} // namespace livret
