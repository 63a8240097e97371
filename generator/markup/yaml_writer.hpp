// Values as people would write them in a header: plain where YAML reads them as they stand, between straight quotes
// where it would not, several lines in a block. What parse_yaml reads of them is the text that was given, always.
#pragma once

#include <string>
#include <string_view>

namespace livret {

// Inside [a, b] a comma or a bracket means something too.
enum class YamlPlace { block, flow };

// One line of text: « Les suites », "Les suites : une approche". Line ends in it are escaped.
std::string yaml_scalar(std::string_view text, YamlPlace place = YamlPlace::block);

// Several lines (LF), as they stand after "key:": " |\n    first\n    second". `indentation`: spaces before each line, two
// more than before the key. Blank lines at the end are no part of the text; without any words it is " \"\"".
std::string yaml_text(std::string_view text, std::size_t indentation);

} // namespace livret
