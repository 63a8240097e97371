// Names of people in the properties of a document: meta.xml, docProps/core.xml, an XMP packet.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// The texts of the elements with one of these local names ("creator" for dc:creator), trimmed, each once, in
// order. Nothing from what is not XML.
std::vector<std::string> texts_of_elements(std::string_view xml, std::initializer_list<std::string_view> names);

// Adds `name` unless it is blank or there already.
void add_name(std::vector<std::string>& names, std::string_view name);

} // namespace livret
