// What a checkpoint lists: checkpoint-N.leaves, one line per trainee who has attestations (schema/trust.md §1).
#pragma once

#include "trust/lines.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct Listed {
    Digest digest;
    std::int64_t since = 0; // the checkpoint from which on it is listed without a gap
    bool operator==(const Listed&) const = default;
};
// By trainee, sorted by digest; never empty.
using Leaves = std::map<std::string, std::vector<Listed>, std::less<>>;

LineFile write_leaves(const Leaves& leaves);
// Nothing if the text is not exactly what write_leaves would write, or does not give the tree.
std::optional<Leaves> read_leaves(std::string_view text, const TreeHead& tree);
// The only line of a file checkpoint-N.leaf; nothing if it does not fit the tree.
std::optional<Leaves> read_checkpoint_leaf(std::string_view text, const TreeHead& tree);
// checkpoint-N.leaf of one trainee; empty if she has no line.
std::string write_checkpoint_leaf(const Leaves& leaves, std::string_view trainee);

// Since when a digest is listed under a trainee; nothing if it is not.
std::optional<std::int64_t> listed_since(const Leaves& leaves, std::string_view trainee, std::string_view digest);
// Whether `since` is right in the leaves of checkpoint `number`, given those of the one before (of none for number 0).
bool says_since_rightly(const Leaves& leaves, const Leaves& before, std::int64_t number);

} // namespace livret
