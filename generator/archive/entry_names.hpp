// Names in a container: which are accepted, which are one file on some computer, and how hostile ones are shown.
#pragma once

#include "archive/container.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace livret {

// What is wrong with a name; a folder's ends in '/'. The first of these, in this order: the order is the format's.
std::optional<std::string_view> name_fault(std::string_view name);

// Names that lie on one another: twice the same, the same but for capitals (for a folder on the way too), a file that is a
// folder elsewhere. In the order given, the first that does not go with those before.
std::optional<DossierFault> tree_fault(std::span<const std::string_view> names);

// Characters that nobody sees, or that turn the order of others round. The text must be UTF-8.
bool has_invisible(std::string_view text);

// For people: control, invisible and bidirectional characters and bytes that are no UTF-8 as escapes; 120 characters at most.
std::string shown_name(std::string_view name);

DossierFault refused(std::string_view code, std::string_view name = {}, std::string_view other = {}); // shows the names

} // namespace livret
