// Names of attachments that a shared repository accepts (schema/format.md §2), made of names that anybody gave.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace livret {

// Never empty, at most 120 bytes; the same name if it is good already. `extension` (with its dot) ends it.
std::string attachment_name(std::string_view name);

// The name, or "name-2.png" ...; its key is added to `taken` (base/unicode: file_name_key).
std::string free_name(const std::string& name, std::set<std::string>& taken);

} // namespace livret
