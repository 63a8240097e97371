#include "trust/merkle.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "trust/canonical_json.hpp"
#include "trust/field_reader.hpp"

#include <algorithm>
#include <bit>
#include <span>

namespace livret {

namespace {

using Entries = std::span<const std::string>;

std::string leaf_hash(const std::string& entry) { return sha256(std::string(1, '\0') + entry); }
std::string node_hash(const std::string& left, const std::string& right) { return sha256('\1' + left + right); }
std::size_t split_of(std::size_t size) { return std::bit_floor(size - 1); } // the largest power of two below it

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
std::optional<std::string> climb(const std::string& entry, std::size_t index, std::size_t size, std::span<const std::string> path) {
    if (size == 1) return path.empty() ? std::optional(leaf_hash(entry)) : std::nullopt;
    if (path.empty()) return std::nullopt;
    const std::size_t k = split_of(size);
    const auto below = path.first(path.size() - 1);
    const auto inner = index < k ? climb(entry, index, k, below) : climb(entry, index - k, size - k, below);
    if (!inner) return std::nullopt;
    return index < k ? node_hash(*inner, path.back()) : node_hash(path.back(), *inner);
}

std::string leaf_text(std::string_view trainee, const std::vector<Digest>& attestations) {
    Json list = Json::array();
    for (const auto& digest : attestations) list.push(digest);
    Json leaf = Json::object();
    leaf.set("trainee", trainee);
    leaf.set("attestations", std::move(list));
    return canonical_json(leaf);
}

} // namespace

Digest merkle_root(const std::vector<std::string>& entries) { return to_hex(tree_hash(entries)); }

std::vector<Digest> merkle_path(const std::vector<std::string>& entries, std::size_t index) {
    std::vector<Digest> path;
    find_path(entries, index, path);
    return path;
}

std::optional<Digest> root_from_path(const std::string& entry, std::size_t index, std::size_t size, const std::vector<Digest>& path) {
    if (index >= size || path.size() > 64) return std::nullopt;
    std::vector<std::string> hashes;
    for (const auto& digest : path) {
        if (!is_digest(digest)) return std::nullopt;
        hashes.push_back(from_hex(digest));
    }
    const auto root = climb(entry, index, size, hashes);
    return root ? std::optional(to_hex(*root)) : std::nullopt;
}

LeafFile write_leaves(const Leaves& leaves) {
    std::vector<std::pair<std::string, std::string>> lines; // entry, text
    for (const auto& [trainee, digests] : leaves) {
        if (digests.empty()) continue;
        std::string text = leaf_text(trainee, digests);
        lines.emplace_back(sha256(text), std::move(text));
    }
    std::sort(lines.begin(), lines.end());
    LeafFile file;
    for (auto& [entry, text] : lines) {
        file.text += text + "\n";
        file.entries.push_back(std::move(entry));
    }
    return file;
}

std::optional<Leaves> read_leaves(std::string_view text) {
    Leaves leaves;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        const auto parsed = parse_json(rest.substr(0, end));
        rest.remove_prefix(end + 1);
        const Json* leaf = std::get_if<Json>(&parsed);
        const Json* trainee = leaf ? leaf->find("trainee") : nullptr;
        const Json* list = leaf ? leaf->find("attestations") : nullptr;
        if (!trainee || !trainee->is_string() || !is_slug(trainee->as_string()) || !list || !list->is_array()) return std::nullopt;
        std::vector<Digest> digests;
        for (const Json& one : list->as_array()) {
            if (!one.is_string() || !is_digest(one.as_string())) return std::nullopt;
            if (!digests.empty() && !(digests.back() < one.as_string())) return std::nullopt;
            digests.push_back(one.as_string());
        }
        if (!leaves.emplace(trainee->as_string(), std::move(digests)).second) return std::nullopt;
    }
    // One spelling only: this also refuses other members, white space and another order.
    if (write_leaves(leaves).text != text) return std::nullopt;
    return leaves;
}

} // namespace livret
