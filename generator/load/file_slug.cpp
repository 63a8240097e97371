#include "load/file_slug.hpp"

#include "base/unicode.hpp"

#include <algorithm>
#include <array>

namespace livret {

namespace {

// Windows reserves them, whatever the extension; `index` is the name of a folder's own page.
bool is_reserved(std::string_view slug) {
    static constexpr std::array<std::string_view, 5> words{"con", "prn", "aux", "nul", "index"};
    if (std::find(words.begin(), words.end(), slug) != words.end()) return true;
    return slug.size() == 4 && (slug.starts_with("com") || slug.starts_with("lpt")) && slug[3] >= '1' && slug[3] <= '9';
}

} // namespace

std::string file_slug(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string out = slugify(text);
    if (out.size() > longest) {
        const std::size_t hyphen = out.rfind('-', longest);
        out.resize(hyphen == std::string::npos || hyphen == 0 ? longest : hyphen);
        while (out.ends_with('-')) out.pop_back();
    }
    return is_reserved(out) ? out + "-1" : out;
}

} // namespace livret
