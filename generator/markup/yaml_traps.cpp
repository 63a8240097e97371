#include "markup/yaml_traps.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace livret {

namespace {

constexpr std::string_view blanks = " \t";

// Where the unquoted value of "key: value", "- value" or "- key: value" begins; nothing if the line has none.
std::optional<std::size_t> plain_value(std::string_view line) {
    std::size_t at = std::min(line.find_first_not_of(blanks), line.size());
    while (line.substr(at).starts_with("- ")) {
        at = std::min(line.find_first_not_of(blanks, at + 1), line.size());
    }
    const std::size_t colon = line.find(": ", at);
    if (colon != std::string_view::npos) {
        const std::string_view key = line.substr(at, colon - at);
        if (key.empty() || key.find_first_of("\"'[]{}#&*!|>") != std::string_view::npos) return std::nullopt;
        at = std::min(line.find_first_not_of(blanks, colon + 1), line.size());
    }
    if (at >= line.size()) return std::nullopt;
    // Quotes, lists, maps, blocks and comments are read as YAML says.
    if (std::string_view("\"'[{|>#&*!%@`").find(line[at]) != std::string_view::npos) return std::nullopt;
    return at;
}

// What follows a # belongs to the value: a comment begins "# word"; "#2" and "# 2" at a line's end are of a title.
bool is_meant(std::string_view after_hash) {
    if (after_hash.empty() || after_hash.front() == '#') return false;
    if (blanks.find(after_hash.front()) == std::string_view::npos) return true;
    const std::string_view rest = trim(after_hash);
    return !rest.empty() && rest.find_first_not_of("0123456789") == std::string_view::npos;
}

// Where the value ends: before a comment that was meant as one ("# from the list"), after "#2".
std::size_t end_of_value(std::string_view line, std::size_t from) {
    const std::size_t hash = line.find(" #", from);
    const bool comment = hash != std::string_view::npos && !is_meant(line.substr(hash + 2));
    std::string_view value = comment ? line.substr(0, hash) : line;
    while (value.size() > from && blanks.find(value.back()) != std::string_view::npos) value.remove_suffix(1);
    return value.size();
}

} // namespace

std::string yaml_quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(i + at < text.size() ? text[i + at] : 0); };
        // What YAML cannot hold as it is, or takes for the end of a line (YAML 1.2 §5.1, 1.1 §4.2).
        if (byte(0) < 0x20 || byte(0) == 0x7F) {
            out += fmt::format("\\x{:02X}", byte(0));
        } else if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) {
            out += fmt::format("\\x{:02X}", byte(1));
            i += 1;
        } else if ((byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)) ||
                   (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) ||
                   (byte(0) == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE)) {
            out += fmt::format("\\u{:04X}", ((byte(0) & 0x0Fu) << 12) | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu));
            i += 2;
        } else {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
    }
    return out + "\"";
}

std::optional<YamlTrap> find_colon_trap(std::string_view line) {
    const auto value = plain_value(line);
    if (!value) return std::nullopt;
    const std::size_t end = end_of_value(line, *value);
    const std::string_view text = line.substr(*value, end - *value);
    const std::string_view read = text.substr(0, text.find(" #")); // what YAML takes for the value
    std::size_t colon = read.find(": ");
    if (colon == std::string_view::npos && read.ends_with(':')) colon = read.size() - 1;
    if (colon == std::string_view::npos) return std::nullopt;
    return YamlTrap{YamlTrap::Kind::colon, *value, text.size(), *value + colon, yaml_quoted(text)};
}

std::optional<YamlTrap> find_comment_trap(std::string_view line) {
    const auto value = plain_value(line);
    if (!value) return std::nullopt;
    const std::size_t hash = line.find(" #", *value);
    if (hash == std::string_view::npos || !is_meant(line.substr(hash + 2))) return std::nullopt;
    std::string_view text = line.substr(*value);
    while (!text.empty() && blanks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    return YamlTrap{YamlTrap::Kind::comment, *value, text.size(), hash + 1, yaml_quoted(text)};
}

} // namespace livret
