#include "media/xml_names.hpp"

#include "base/text.hpp"
#include "base/xml_scanner.hpp"

#include <algorithm>
#include <cstddef>

namespace livret {

void add_name(std::vector<std::string>& names, std::string_view name) {
    const auto trimmed = trim(name);
    if (trimmed.empty() || std::find(names.begin(), names.end(), trimmed) != names.end()) return;
    names.emplace_back(trimmed);
}

std::vector<std::string> texts_of_elements(std::string_view xml, std::initializer_list<std::string_view> names) {
    std::vector<std::string> found;
    std::size_t inside = 0; // how many of the open elements are inside a named one, itself included
    const auto problem = scan_xml(xml, [&](const XmlEvent& event) {
        const auto local = xml_local_name(event.name);
        if (event.kind == XmlEvent::Kind::start) {
            if (inside != 0 || std::find(names.begin(), names.end(), local) != names.end()) ++inside;
        } else if (event.kind == XmlEvent::Kind::end) {
            if (inside != 0) --inside;
        } else if (event.kind == XmlEvent::Kind::text && inside != 0) {
            // Each piece is a name of its own: XMP writes them as a list, <rdf:Seq><rdf:li>A.
            // Blanc</rdf:li>...
            add_name(found, event.text);
        }
    });
    if (problem) found.clear();
    return found;
}

} // namespace livret
