// HTML that somebody else's program wrote, as a tree: whatever the bytes, there is one, and it is never deeper or larger than
// the limits below. It is read to be turned into something else; none of it is ever shown as it stands.
//
// As forgiving as browsers where real exports need it: end tags that are left out (p, li, td, dt ...), void elements,
// attributes without quotes, named and numeric references. What scripts, styles and frames hold is dropped here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace livret {

struct HtmlNode {
    std::string tag;                                                  // in lower case; empty: text
    std::string text;                                                 // of a text, references resolved
    std::vector<std::pair<std::string, std::string>> attributes = {}; // names in lower case, in their order
    std::vector<HtmlNode> children = {};

    bool is_text() const { return tag.empty(); }
    std::string_view attribute(std::string_view name) const; // empty if there is none
    bool has_class(std::string_view name) const;
};

namespace html_limits {
inline constexpr std::size_t bytes = std::size_t{4}
                                     << 20;   // of a text; longer ones are cut there. Livret's own texts end at 1 MiB
inline constexpr std::size_t depth = 60;      // deeper elements are left out, what they hold is kept
inline constexpr std::size_t nodes = 200'000; // likewise
} // namespace html_limits

std::vector<HtmlNode> parse_html(std::string_view html);

// The words alone, white space as it is written.
std::string text_of(const HtmlNode& node);

bool is_void_element(std::string_view tag);
bool is_dropped_element(std::string_view tag); // script, style ...: with all they hold
bool is_block_element(std::string_view tag);

} // namespace livret
