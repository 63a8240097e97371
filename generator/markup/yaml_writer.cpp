#include "markup/yaml_writer.hpp"

#include "base/text.hpp"
#include "markup/yaml_traps.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace livret {

namespace {

// Whether YAML holds every character as it is: what is quoted only for its quotes and backslashes does.
bool holds_as_is(std::string_view text) {
    std::size_t marks = 0;
    for (const char c : text)
        if (c == '"' || c == '\\') ++marks;
    return yaml_quoted(text).size() == text.size() + marks + 2;
}

bool is_null_word(std::string_view text) {
    return text == "~" || ascii_lower(text) == "null";
}

bool is_plain(std::string_view text, YamlPlace place) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':' || is_null_word(text)) return false;
    if (std::string_view("-?:,[]{}#&*!|>'\"%@`=<").find(text.front()) != std::string_view::npos) return false;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
    if (place == YamlPlace::flow && text.find_first_of(",[]{}:\"'") != std::string_view::npos) return false;
    return holds_as_is(text);
}

} // namespace

std::string yaml_scalar(std::string_view text, YamlPlace place) {
    return is_plain(text, place) ? std::string(text) : yaml_quoted(text);
}

std::string yaml_text(std::string_view text, std::size_t indentation) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (text.empty()) return " \"\"";
    const auto lines = split(text, '\n');
    const bool literal = std::all_of(
        lines.begin(), lines.end(), [](std::string_view line) { return holds_as_is(replace_all(std::string(line), "\t", " ")); });
    if (!literal || text.front() == '\n') return " " + yaml_quoted(text);
    // A first line that begins with a blank would be taken for deeper indentation.
    const bool blank_first = text.front() == ' ' || text.front() == '\t';
    std::string out = blank_first ? " |2\n" : " |\n";
    for (std::size_t i = 0; i < lines.size(); ++i)
        out += (lines[i].empty() ? std::string() : std::string(indentation, ' ') + std::string(lines[i])) +
               (i + 1 < lines.size() ? "\n" : "");
    return out;
}

} // namespace livret
