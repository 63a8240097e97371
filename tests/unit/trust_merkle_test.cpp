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

TEST_CASE("the known answers of Certificate Transparency's first implementation, by which RFC 6962's trees are compared") {
    std::vector<std::string> entries;
    const auto root_with = [&](std::string_view digits) {
        entries.push_back(from_hex(digits));
        return merkle_root(entries);
    };
    CHECK(root_with("") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    CHECK(root_with("00") == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    CHECK(root_with("10") == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    CHECK(root_with("2021") == "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    CHECK(root_with("3031") == "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4");
    CHECK(root_with("40414243") == "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef");
    CHECK(root_with("5051525354555657") == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
    CHECK(root_with("606162636465666768696a6b6c6d6e6f") == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
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
