#include "trust/lines.hpp"

#include "base/hash.hpp"
#include "trust/canonical_json.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>

namespace livret {

TreeHead LineFile::head() const {
    return {static_cast<std::int64_t>(entries.size()), merkle_root(entries)};
}

LineFile write_lines(const std::vector<Json>& values) {
    std::vector<std::pair<std::string, std::string>> lines; // entry, text
    for (const Json& value : values) {
        std::string text = canonical_json(value);
        lines.emplace_back(sha256(text), std::move(text));
    }
    std::sort(lines.begin(), lines.end());
    LineFile out;
    for (auto& [entry, text] : lines) {
        out.text += text + "\n";
        out.entries.push_back(std::move(entry));
    }
    return out;
}

bool LineTexts::fit(const TreeHead& tree) const {
    return static_cast<std::int64_t>(entries.size()) == tree.size && merkle_root(entries) == tree.root;
}

std::optional<LineTexts> read_line_texts(std::string_view text) {
    LineTexts out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos || end > largest_line) return std::nullopt;
        std::string entry = sha256(text.substr(0, end));
        if (!out.entries.empty() && !(out.entries.back() < entry)) return std::nullopt;
        out.texts.push_back(text.substr(0, end));
        out.entries.push_back(std::move(entry));
        text.remove_prefix(end + 1);
    }
    return out;
}

std::optional<Lines> read_lines(std::string_view text) {
    auto lines = read_line_texts(text);
    if (!lines) return std::nullopt;
    Lines out{std::move(*lines), {}};
    for (const std::string_view line : out.texts) {
        auto parsed = parse_json(line);
        Json* value = std::get_if<Json>(&parsed);
        if (!value || canonical_json(*value) != line) return std::nullopt;
        out.values.push_back(std::move(*value));
    }
    return out;
}

std::string write_leaf(const LineFile& file, const Json& value) {
    const std::string entry = sha256(canonical_json(value));
    const auto found = std::lower_bound(file.entries.begin(), file.entries.end(), entry);
    if (found == file.entries.end() || *found != entry) return {};
    const auto index = static_cast<std::size_t>(found - file.entries.begin());
    Json path = Json::array();
    for (const Digest& one : merkle_path(file.entries, index)) path.push(one);
    Json out = Json::object();
    out.set("index", static_cast<std::int64_t>(index));
    out.set("line", value);
    out.set("path", std::move(path));
    return canonical_json(out) + "\n";
}

std::optional<Json> read_leaf(std::string_view text, const TreeHead& tree) {
    if (text.size() > largest_leaf || !text.ends_with('\n')) return std::nullopt;
    text.remove_suffix(1);
    const auto parsed = parse_json(text);
    const Json* json = std::get_if<Json>(&parsed);
    if (!json || canonical_json(*json) != text) return std::nullopt;
    ReadFault fault;
    FieldReader fields(json, "leaf", fault);
    const std::int64_t index = fields.integer("index");
    std::vector<Digest> path;
    fields.list("path", [&](const Json& item, const std::string& where) {
        if (!item.is_string() || !is_digest(item.as_string())) return fault.say(where, "not a digest");
        path.push_back(item.as_string());
    });
    const Json* value = fields.take("line");
    fields.end();
    if (fault.found() || tree.size < 0) return std::nullopt;
    const std::string line = canonical_json(*value);
    if (line.size() > largest_line) return std::nullopt;
    if (root_from_path(sha256(line), static_cast<std::size_t>(index), static_cast<std::size_t>(tree.size), path) != tree.root)
        return std::nullopt;
    return *value;
}

} // namespace livret
