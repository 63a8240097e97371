// The Merkle tree of a checkpoint (RFC 9162 §2.1): one leaf per trainee who has attestations.
#pragma once

#include "trust/documents.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// The hash of a tree over these entries, in this order, as 64 hexadecimal digits.
Digest merkle_root(const std::vector<std::string>& entries);
// The hashes that lead from entry `index` to the root, from the leaf upwards (RFC 9162 §2.1.3), as hexadecimal digits.
std::vector<Digest> merkle_path(const std::vector<std::string>& entries, std::size_t index);
// The root that follows from an entry, its place, the tree's size and a path; nothing if they do not fit together.
std::optional<Digest> root_from_path(const std::string& entry, std::size_t index, std::size_t size, const std::vector<Digest>& path);

// What a checkpoint says about each trainee: the sorted digests of her attestations.
using Leaves = std::map<std::string, std::vector<Digest>, std::less<>>;

struct LeafFile {
    std::string text;                 // checkpoint-N.leaves
    std::vector<std::string> entries; // 32 bytes each, sorted
};
LeafFile write_leaves(const Leaves& leaves);
// Nothing if the text is not exactly what write_leaves would write.
std::optional<Leaves> read_leaves(std::string_view text);

} // namespace livret
