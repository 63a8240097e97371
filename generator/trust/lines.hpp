// Lines that lie beside a signed tree: checkpoint-N.leaves and registry-N.roster (schema/trust.md §1). And one such line alone,
// with its path in the tree: what an extract has instead.
#pragma once

#include "base/json.hpp"
#include "trust/merkle.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

constexpr std::size_t largest_line = 262144; // bytes
constexpr std::size_t largest_leaf = 524288; // of a file *.leaf

struct LineFile {
    std::string text;                 // each line and a line feed
    std::vector<std::string> entries; // the SHA-256 of each line: 32 bytes, sorted
    TreeHead head() const;
};
// Each value as a line, in the order of the tree.
LineFile write_lines(const std::vector<Json>& values);

struct LineTexts {
    std::vector<std::string_view> texts; // without line feeds, of the text they were read from
    std::vector<std::string> entries;
    bool fit(const TreeHead& tree) const;
};
// Nothing if the lines are not in the order of the tree, or one is larger than may be. What is in them is for their reader to
// see.
std::optional<LineTexts> read_line_texts(std::string_view text);

struct Lines : LineTexts {
    std::vector<Json> values;
};
// Nothing if the text is not exactly what write_lines would write, or a line is larger than may be.
std::optional<Lines> read_lines(std::string_view text);

// The file of a value that is a line of `file`, its path included; empty if it is none.
std::string write_leaf(const LineFile& file, const Json& value);
// The value that a file *.leaf shows to be in the tree; nothing if it does not.
std::optional<Json> read_leaf(std::string_view text, const TreeHead& tree);

} // namespace livret
