// leap2a.xml, from whatever program, as values with their places. Nothing of it is believed: no DOCTYPE, no entities of its own,
// bounded size, depth and number of entries; prefixes are what the document declares them to be.
#pragma once

#include "diag/diagnostic.hpp"
#include "markup/html_tree.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

namespace leap2a_limits {
inline constexpr std::size_t xml = std::size_t{32} << 20; // bytes; ten years of a journal are some 5 MiB
inline constexpr std::size_t entries = 20'000;
inline constexpr std::uint64_t archive = std::uint64_t{512} << 20;   // bytes, as it lies there
inline constexpr std::uint64_t unpacked = std::uint64_t{4} << 30;    // bytes: of videos too, which are not read
inline constexpr std::uint64_t attachment = std::uint64_t{20} << 20; // as build/attachments has it
inline constexpr std::uint64_t taken = std::uint64_t{300} << 20;     // of all files that drafts keep, which are held in memory
} // namespace leap2a_limits

struct LeapEntry {
    enum class Content { none, text, html, xhtml, elsewhere };
    struct Link {
        std::string rel, href; // rel as an address or a bare word: "http://terms.leapspecs.org/has_part", "related"
    };
    struct Category {
        std::string term, scheme, label;
    };
    Position at;
    std::string id, title, published, updated, type; // type: "activity"; empty if it has none of Leap2A's
    std::string plugin, artefact;                    // of Mahara: "blog" and "blogpost"
    std::vector<Link> links;
    std::vector<Category> categories;
    std::map<std::string, std::string> dates; // "start", "end"
    Content content = Content::none;
    std::string text;            // of the content, or the path of the file if it lies elsewhere
    std::vector<HtmlNode> nodes; // of xhtml

    bool has_category(std::string_view scheme, std::string_view term) const; // "selection_type", "Blog"
};

struct LeapFeed {
    std::string title, generator;
    std::vector<LeapEntry> entries;
};

struct LeapFault {
    Position at; // in leap2a.xml; line 0: the archive as a whole
    std::string fr, en;
};

std::variant<LeapFeed, LeapFault> read_leap2a(std::string_view xml);

inline constexpr std::string_view leap2_terms = "http://terms.leapspecs.org/";

} // namespace livret
