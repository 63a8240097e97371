// YAML as a tree with places. [libyaml's events; its types stay in yaml_tree.cpp]
//
// Strict: a key written twice, an anchor, an alias, a tag, a second document are errors; every scalar is text, so that
// no value changes its type behind a writer's back (YAML 1.1 takes « non » for a word but "no" for false).
//
// Two traps that French writers fall into every day are mended while reading, so that one run reports everything, and
// the mended line is offered as a fix:
//
//     title: Les suites : une approche      a YAML error: the second colon would begin another field
//     title: Séance #2                      silently « Séance »: after a space, # begins a comment
#pragma once

#include "base/made_once.hpp"
#include "diag/sink.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct YamlEntry;

struct YamlNode {
    LIVRET_DECLARED_ONCE(YamlNode);
    enum class Kind { null, scalar, list, map };
    Kind kind = Kind::null;
    Span at;                        // where the value begins; for a scalar on one line, all of it
    std::string text;               // of a scalar
    bool quoted = false;            // a scalar between quotes or in a block
    std::vector<YamlNode> items;    // of a list
    std::vector<YamlEntry> entries; // of a map, in the order written; each key once
};

struct YamlEntry {
    YamlNode key, value; // a key is always a scalar
};

// How deep values may lie in one another: real files need four.
inline constexpr int yaml_depth_limit = 32;

// A long thread of questions and answers takes 50 KiB; positions are looked for line by line in what is longer.
inline constexpr std::size_t yaml_size_limit = std::size_t{256} << 10;
// Traps that are mended in one reading, since each takes another one.
inline constexpr int most_mended_traps = 40;

// Reads `yaml`, which stands at byte `offset` of reporter.text() and begins a line there. Nothing if it cannot be read;
// what is wrong was reported. An empty text is a null node.
std::optional<YamlNode> parse_yaml(const Reporter& reporter, std::string_view yaml, std::size_t offset);

// Whether both say the same, wherever and however they are written.
bool same_values(const YamlNode& a, const YamlNode& b);

} // namespace livret
