// What libyaml says about a text it cannot read, in words for people who never heard of YAML.
#pragma once

#include <string_view>

namespace livret {

struct YamlFault {
    std::string_view said; // part of libyaml's message
    std::string_view fr, en;
    std::string_view hint_fr, hint_en;
};

// `source_line` is the line where libyaml stopped: tabs are its most frequent cause.
const YamlFault& explain_yaml_fault(std::string_view said, std::string_view source_line);

} // namespace livret
