#include "serve/form_values.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace livret {

// Pasted from a file's beginning, where it is none of the text; anywhere else it stays.
static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string FormValues::one(std::string_view name) const {
    const auto& found = all(name);
    return found.empty() ? std::string() : found.front();
}

const std::vector<std::string>& FormValues::all(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

bool FormValues::has(std::string_view name, std::string_view value) const {
    const auto& found = all(name);
    return std::find(found.begin(), found.end(), value) != found.end();
}

void FormValues::set(std::string name, std::string value) {
    if (value.empty())
        values_.erase(name);
    else
        values_[std::move(name)] = {std::move(value)};
}

void FormValues::add(const std::string& name, std::string value) {
    if (!value.empty() && !has(name, value)) values_[name].push_back(std::move(value));
}

Json FormValues::json() const {
    Json out = Json::object();
    for (const auto& [name, values] : values_) {
        Json list = Json::array();
        for (const std::string& one : values) list.push(one);
        out.set(name, std::move(list));
    }
    return out;
}

std::optional<FormValues> FormValues::from(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    FormValues out;
    for (const auto& [name, list] : json.as_object()) {
        if (!list.is_array()) return std::nullopt;
        for (const Json& one : list.as_array()) {
            if (!one.is_string()) return std::nullopt;
            out.add(name, one.as_string());
        }
    }
    return out;
}

std::string typed_line(std::string_view text) {
    std::string out;
    for (const char c : lf_text(text)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    std::string_view line = trim(out);
    while (line.starts_with(byte_order_mark)) line = trim(line.substr(byte_order_mark.size()));
    return std::string(line);
}

std::string typed_text(std::string_view text) {
    const std::string plain = replace_all(lf_text(text), std::string_view("\0", 1), "");
    std::string_view out = plain;
    while (!out.empty()) {
        if (out.starts_with(byte_order_mark)) {
            out.remove_prefix(byte_order_mark.size());
            continue;
        }
        const std::size_t end = out.find('\n');
        if (!is_blank(out.substr(0, end))) break;
        out = end == std::string_view::npos ? std::string_view() : out.substr(end + 1);
    }
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ' || out.back() == '\t')) out.remove_suffix(1);
    return out.empty() ? std::string() : std::string(out) + "\n";
}

} // namespace livret
