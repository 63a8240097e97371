// The Merkle tree of a checkpoint's leaves and of a registry's roster (RFC 9162 §2.1).
#pragma once

#include "trust/documents.hpp"

#include <optional>
#include <string>
#include <vector>

namespace livret {

// The hash of a tree over these entries, in this order, as 64 hexadecimal digits.
Digest merkle_root(const std::vector<std::string>& entries);
// The hashes that lead from entry `index` to the root, from the leaf upwards (RFC 9162 §2.1.3), as hexadecimal digits.
std::vector<Digest> merkle_path(const std::vector<std::string>& entries, std::size_t index);
// The root that follows from an entry, its place, the tree's size and a path; nothing if they do not fit together.
std::optional<Digest> root_from_path(const std::string& entry, std::size_t index, std::size_t size,
                                     const std::vector<Digest>& path);

} // namespace livret
