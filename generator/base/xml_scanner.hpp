// A strict scanner of XML 1.0 (fifth edition) in UTF-8: says whether a text is well formed, and what it holds
// in order.
//
// The libraries that read XML for us forgive too much: duplicate attributes, two roots, unknown entities,
// control characters. What forgives is a place where two programs see two different documents, so frameworks
// and drawings pass here first. A document type declaration is refused altogether (DOCTYPE, hence entities of
// one's own and files taken from elsewhere): neither a framework nor a drawing needs one.
//
// The scanner reports events while it reads and stops at the first fault; what was reported before a fault
// belongs to a document that is not XML and must be dropped. Elements may be nested xml_depth_limit deep.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// Drawing programs nest a few dozen groups at most; readers that recurse stay far from the end of their
// stack.
inline constexpr std::size_t xml_depth_limit = 256;

struct XmlAttribute {
    std::string_view name;  // as written, with its prefix: "xlink:href"
    std::string value;      // references resolved, white space normalised to spaces (§3.3.3)
    std::size_t offset = 0; // of the name
    std::size_t size = 0;   // bytes as written, from the name to the closing quote
};

struct XmlEvent {
    enum class Kind {
        start,      // a start tag: name, attributes; an end event follows even if it closed itself
        end,        // an end tag: name
        text,       // characters and references between two pieces of markup, or one CDATA section: text
        comment,    // text: what stands between <!-- and -->
        instruction // name: the target; text: the rest. The XML declaration is not one
    };
    Kind kind = Kind::text;
    std::string_view name; // points into the scanned bytes
    std::vector<XmlAttribute> attributes;
    std::string text;       // references resolved, line ends normalised to \n (§2.11)
    std::size_t offset = 0; // of the first byte of the markup or the text
    std::size_t size = 0;   // bytes of the markup or the text as written; 0 for the end of a self-closing element
    bool self_closing = false;
};

struct XmlProblem {
    std::size_t offset = 0; // of the byte to look at
    std::string french, english;
};

// Calls `handler` for each event, in order, and returns the first fault, or nothing if `bytes` is well
// formed.
std::optional<XmlProblem> scan_xml(std::string_view bytes, const std::function<void(const XmlEvent&)>& handler);

// The name without its namespace prefix: "href" for "xlink:href".
std::string_view xml_local_name(std::string_view name);

} // namespace livret
