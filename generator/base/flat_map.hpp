// A map for few keys: sorted pairs side by side, so that looking one up touches little memory, and each costs no more than
// itself. Inserting moves what comes after it. As std::map, as far as it goes; inserting makes iterators and references invalid.
#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

namespace livret {

template <class Key, class Value> class FlatMap {
    using Items = std::vector<std::pair<Key, Value>>;

  public:
    using iterator = typename Items::iterator;
    using const_iterator = typename Items::const_iterator;

    iterator begin() { return items_.begin(); }
    iterator end() { return items_.end(); }
    const_iterator begin() const { return items_.begin(); }
    const_iterator end() const { return items_.end(); }
    std::size_t size() const { return items_.size(); }
    bool empty() const { return items_.empty(); }

    const_iterator lower_bound(const Key& key) const { return std::lower_bound(begin(), end(), key, comes_before); }
    const_iterator find(const Key& key) const {
        const auto at = lower_bound(key);
        return at != end() && at->first == key ? at : end();
    }
    const Value& at(const Key& key) const {
        const auto found = find(key);
        if (found == end()) throw std::out_of_range("FlatMap::at");
        return found->second;
    }
    bool contains(const Key& key) const { return find(key) != end(); }

    Value& operator[](const Key& key) {
        auto at = std::lower_bound(begin(), end(), key, comes_before);
        if (at == end() || at->first != key) at = items_.emplace(at, key, Value());
        return at->second;
    }

    // When no more come: gives back what was kept for them.
    void shrink() { items_.shrink_to_fit(); }

  private:
    static bool comes_before(const std::pair<Key, Value>& item, const Key& key) { return item.first < key; }

    Items items_;
};

} // namespace livret
