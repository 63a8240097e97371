#include "base/archive.hpp"
#include "base/shared.hpp"
#include "base/sort_large.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace livret;

TEST_CASE("a shared value is the same one in every copy, and an empty one where there is none") {
    const Shared<std::string> none;
    CHECK(none->empty());
    CHECK(!none.has_value());
    Shared<std::string> one = std::string("text");
    const Shared<std::string> copy = one;
    CHECK(&*copy == &*one);
    one.reset();
    CHECK(one->empty());
    CHECK(*copy == "text");
    CHECK(*from_archive<Shared<std::string>>(to_archive(copy)).value() == "text");
    CHECK(!from_archive<Shared<std::string>>(to_archive(none)).value().has_value());
}

TEST_CASE("large items are sorted as others, equal ones in the order in which they were") {
    struct Item {
        int key = 0;
        std::string word;
        int moved = 0;
        Item(int number, std::string text) : key(number), word(std::move(text)) {}
        Item(Item&& other) noexcept : key(other.key), word(std::move(other.word)), moved(other.moved + 1) {}
        Item& operator=(Item&&) = delete;
        Item(const Item&) = delete;
    };
    const auto less = [](const Item& a, const Item& b) { return a.key < b.key; };
    std::vector<Item> items;
    items.reserve(100);
    for (int i = 0; i < 100; ++i) items.emplace_back(i * 37 % 10, std::to_string(i));
    sort_large(items, less);
    REQUIRE(items.size() == 100);
    for (std::size_t i = 1; i < items.size(); ++i) {
        CHECK(items[i - 1].key <= items[i].key);
        if (items[i - 1].key == items[i].key) CHECK(std::stoi(items[i - 1].word) < std::stoi(items[i].word));
        CHECK(items[i].moved <= 1);
    }
    sort_large(items, less);
    CHECK_MESSAGE(items.front().moved <= 1, "they are in order");
}
