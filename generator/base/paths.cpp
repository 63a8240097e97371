#include "base/paths.hpp"

#include "base/split_path.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace livret {

namespace {

std::string child_of(std::string_view path, std::string_view child) {
    std::string out;
    out.reserve(path.size() + 1 + child.size());
    out += path;
    if (!path.empty()) out += '/';
    out += child;
    return out;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::string_view SourcePath::name() const {
    return split_path(value).second;
}

std::string_view SourcePath::stem() const {
    const auto file = name();
    const auto dot = file.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? file : file.substr(0, dot);
}

std::string_view SourcePath::extension() const {
    const auto file = name();
    const auto dot = file.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view{} : file.substr(dot);
}

SourcePath SourcePath::parent() const {
    return {std::string(split_path(value).first)};
}
SourcePath SourcePath::operator/(std::string_view child) const {
    return {child_of(value, child)};
}
std::vector<std::string_view> SourcePath::parts() const {
    return split(value, '/');
}

SitePath SitePath::parent() const {
    return {std::string(split_path(value).first)};
}
SitePath SitePath::operator/(std::string_view child) const {
    return {child_of(value, child)};
}

std::optional<SourcePath> resolve_link(const SourcePath& from, std::string_view relative) {
    if (relative.starts_with('/')) return std::nullopt;
    const auto folder = from.parent();
    std::vector<std::string_view> parts;
    if (!folder.value.empty()) parts = split(folder.value, '/');
    for (const auto part : split(relative, '/')) {
        if (part.empty() || part == ".") continue;
        if (part == "..") {
            if (parts.empty()) return std::nullopt;
            parts.pop_back();
        } else {
            parts.push_back(part);
        }
    }
    SourcePath result;
    if (parts.empty()) return std::nullopt; // the root itself is no file
    for (const auto part : parts) result = result / part;
    return result;
}

std::string relative_url(const SitePath& from, const SitePath& to) {
    const std::string_view here = from.value, there = to.value;
    // After the last slash up to which both are the same: the folder that they share.
    const std::size_t same =
        static_cast<std::size_t>(std::mismatch(here.begin(), here.end(), there.begin(), there.end()).first - here.begin());
    const std::size_t slash = here.substr(0, same).rfind('/');
    const std::size_t shared = slash == std::string_view::npos ? 0 : slash + 1;
    std::string url;
    url.reserve(there.size());
    for (const char c : here.substr(shared))
        if (c == '/') url += "../";
    append_url_path(url, there.substr(shared));
    return url;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
            if (high >= 0 && low >= 0) {
                out += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

} // namespace livret
