// The header of a Markdown file: YAML between two lines "---" at its very top.
#pragma once

#include "markup/yaml_tree.hpp"

namespace livret {

struct FrontMatter {
    std::optional<YamlNode> data; // absent if the YAML could not be read at all
    std::size_t body_offset = 0;  // byte of the file where the text begins
    bool found = false;           // both lines "---" are there
};

// Reads the header of reporter.text(); its positions count from the top of the file. Reports missing-front-matter,
// unclosed-front-matter, and what parse_yaml reports.
FrontMatter split_front_matter(const Reporter& reporter);

} // namespace livret
