#include "trust/merkle.hpp"

#include "base/hash.hpp"
#include "trust/field_reader.hpp"

#include <bit>
#include <span>

namespace livret {

namespace {

using Entries = std::span<const std::string>;

std::string leaf_hash(const std::string& entry) {
    return sha256(std::string(1, '\0') + entry);
}
std::string node_hash(const std::string& left, const std::string& right) {
    return sha256('\1' + left + right);
}
std::size_t split_of(std::size_t size) {
    return std::bit_floor(size - 1);
} // the largest power of two below it

std::string tree_hash(Entries entries) {
    if (entries.empty()) return sha256("");
    if (entries.size() == 1) return leaf_hash(entries[0]);
    const std::size_t k = split_of(entries.size());
    return node_hash(tree_hash(entries.first(k)), tree_hash(entries.subspan(k)));
}

void find_path(Entries entries, std::size_t index, std::vector<Digest>& out) {
    if (entries.size() <= 1) return;
    const std::size_t k = split_of(entries.size());
    if (index < k) {
        find_path(entries.first(k), index, out);
        out.push_back(to_hex(tree_hash(entries.subspan(k))));
    } else {
        find_path(entries.subspan(k), index - k, out);
        out.push_back(to_hex(tree_hash(entries.first(k))));
    }
}

// The hash of the subtree of `size` entries that holds the entry at `index`; path[0, used) leads to it.
std::optional<std::string> climb(const std::string& entry, std::size_t index, std::size_t size,
                                 std::span<const std::string> path) {
    if (size == 1) return path.empty() ? std::optional(leaf_hash(entry)) : std::nullopt;
    if (path.empty()) return std::nullopt;
    const std::size_t k = split_of(size);
    const auto below = path.first(path.size() - 1);
    const auto inner = index < k ? climb(entry, index, k, below) : climb(entry, index - k, size - k, below);
    if (!inner) return std::nullopt;
    return index < k ? node_hash(*inner, path.back()) : node_hash(path.back(), *inner);
}

} // namespace

Digest merkle_root(const std::vector<std::string>& entries) {
    return to_hex(tree_hash(entries));
}

std::vector<Digest> merkle_path(const std::vector<std::string>& entries, std::size_t index) {
    std::vector<Digest> path;
    find_path(entries, index, path);
    return path;
}

std::optional<Digest> root_from_path(const std::string& entry, std::size_t index, std::size_t size,
                                     const std::vector<Digest>& path) {
    if (index >= size || path.size() > 64) return std::nullopt;
    std::vector<std::string> hashes;
    for (const auto& digest : path) {
        if (!is_digest(digest)) return std::nullopt;
        hashes.push_back(from_hex(digest));
    }
    const auto root = climb(entry, index, size, hashes);
    return root ? std::optional(to_hex(*root)) : std::nullopt;
}

} // namespace livret
