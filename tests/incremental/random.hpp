// Chance that is the same everywhere: a seed plays the same run again.
#pragma once

#include <cstdint>
#include <vector>

namespace livret::tests {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() { // splitmix64
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t most) { return static_cast<std::size_t>(next() % most); } // most > 0
    bool once_in(std::size_t times) { return below(times) == 0; }
    template <class T> const T& one_of(const std::vector<T>& list) { return list[below(list.size())]; }
    template <class T> void shuffle(std::vector<T>& list) {
        for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
    }

  private:
    std::uint64_t state_;
};

} // namespace livret::tests
