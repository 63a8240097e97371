// Paths in the shared repository and paths in the site are distinct types, so that one can never be used as the other.
//
// Both are relative, use '/' only, and hold no empty, "." or ".." part. They sort by bytes, on every system alike.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// A file or folder of the shared repository, from its root: "gfp/math1/gfp.md".
struct SourcePath {
    std::string value;
    auto operator<=>(const SourcePath&) const = default;

    std::string_view name() const;      // "gfp.md"
    std::string_view stem() const;      // "gfp"
    std::string_view extension() const; // ".md", lower case as written; empty if none
    SourcePath parent() const;          // "gfp/math1"; empty at the root
    SourcePath operator/(std::string_view child) const;
    std::vector<std::string_view> parts() const;
};

// A file of the site, from the output folder: "math1/stagiaires/durand.html".
struct SitePath {
    std::string value;
    auto operator<=>(const SitePath&) const = default;

    SitePath parent() const;
    SitePath operator/(std::string_view child) const;
};

// The path that `relative` (as written in a link of `from`, percent-decoded) leads to, or nothing if it leaves the root or
// is the root itself.
std::optional<SourcePath> resolve_link(const SourcePath& from, std::string_view relative);

// The relative URL path that leads from page `from` to `to`; never empty ("index.html" from itself).
std::string relative_url(const SitePath& from, const SitePath& to);

std::string percent_decode(std::string_view text);

} // namespace livret
