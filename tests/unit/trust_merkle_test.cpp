#include "base/hash.hpp"
#include "trust/merkle.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

using namespace livret;

TEST_CASE("the tree is RFC 9162's: nothing, one leaf, and three split after two") {
    const auto leaf = [](const std::string& entry) { return sha256(std::string(1, '\0') + entry); };
    const auto node = [](const std::string& left, const std::string& right) { return sha256('\1' + left + right); };
    CHECK(merkle_root({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(merkle_root({""}) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    CHECK(merkle_root({"a", "b", "c"}) == to_hex(node(node(leaf("a"), leaf("b")), leaf("c"))));
}

TEST_CASE("every path leads to the root, and only from its own entry, place and size") {
    std::vector<std::string> entries;
    for (int size = 1; size <= 17; ++size) {
        entries.push_back(sha256(fmt::format("entry {}", size)));
        const Digest root = merkle_root(entries);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto path = merkle_path(entries, i);
            CHECK(root_from_path(entries[i], i, entries.size(), path) == root);
            CHECK(root_from_path("x" + entries[i], i, entries.size(), path) != root);
            if (entries.size() > 1) CHECK(root_from_path(entries[i], (i + 1) % entries.size(), entries.size(), path) != root);
            auto longer = path;
            longer.push_back(root);
            CHECK_FALSE(root_from_path(entries[i], i, entries.size(), longer));
        }
    }
}

TEST_CASE("leaf files have one spelling") {
    const Leaves leaves{{"7b3e91c4", {std::string(64, 'a'), std::string(64, 'b')}}, {"0a0a0a0a", {std::string(64, 'c')}}};
    const LeafFile file = write_leaves(leaves);
    CHECK(file.entries.size() == 2);
    CHECK(read_leaves(file.text) == leaves);
    CHECK(read_leaves("") == Leaves{});
    CHECK_FALSE(read_leaves(file.text + "\n"));
    CHECK_FALSE(read_leaves(file.text.substr(0, file.text.size() - 1)));
    const auto half = file.text.find('\n') + 1;
    CHECK_FALSE(read_leaves(file.text.substr(half) + file.text.substr(0, half)));
}
