#include "archive/bag_form.hpp"

#include "archive/entry_names.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace livret::bag_form {

namespace {

bool is_label(std::string_view text) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), good);
}

bool is_value(std::string_view text) {
    return !text.empty() && text.front() != ' ' && text.back() != ' ' && !first_invalid_utf8(text) && !has_invisible(text);
}

} // namespace

std::optional<Lines> read_info(std::string_view text) {
    Lines out;
    std::set<std::string> labels; // RFC 8493 §2.2.2: case does not matter
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view line = text.substr(0, end);
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos) return std::nullopt;
        const std::string_view label = line.substr(0, colon), value = line.substr(colon + 2);
        if (!is_label(label) || !is_value(value) || !labels.insert(ascii_lower(label)).second) return std::nullopt;
        out.emplace_back(label, value);
        text.remove_prefix(end + 1);
    }
    return out;
}

std::string write_info(const Lines& lines) {
    std::string out;
    for (const auto& [label, value] : lines) out += label + ": " + value + "\n";
    return out;
}

std::string manifest_line(std::string_view digest, std::string_view path) {
    return fmt::format("{}  {}\n", digest, path);
}

} // namespace livret::bag_form
