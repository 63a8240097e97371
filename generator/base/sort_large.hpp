// Sorting what is long to move: records of a kilobyte, of which a sort moves each some ten times.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace livret {

// As std::stable_sort, with each item moved once; nothing is moved if they are in order.
template <class Item, class Less> void sort_large(std::vector<Item>& items, Less less) {
    if (std::is_sorted(items.begin(), items.end(), less)) return;
    std::vector<Item*> order;
    order.reserve(items.size());
    for (Item& one : items) order.push_back(&one);
    std::stable_sort(order.begin(), order.end(), [&](const Item* a, const Item* b) { return less(*a, *b); });
    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (Item* one : order) sorted.push_back(std::move(*one));
    items = std::move(sorted);
}

} // namespace livret
