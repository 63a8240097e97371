// The two traps that YAML sets for French writers, found line by line. See yaml_tree.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace livret {

// An unquoted value on one line that YAML does not read as its writer meant it.
struct YamlTrap {
    enum class Kind { colon, comment };
    Kind kind = Kind::colon;
    std::size_t value = 0; // bytes from the line's start: where the value begins
    std::size_t size = 0;  // bytes of the value as its writer meant it
    std::size_t at = 0;    // the colon, or the #
    std::string quoted;    // the value between straight quotes
};

// `line` without its end.
std::optional<YamlTrap> find_colon_trap(std::string_view line);
std::optional<YamlTrap> find_comment_trap(std::string_view line);

// The text as a YAML double-quoted scalar.
std::string yaml_quoted(std::string_view text);

} // namespace livret
