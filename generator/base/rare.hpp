// A part that most of its kind do not have: as a T, but one that was never written to costs a pointer. Read, it is a T as made
// by default.
#pragma once

#include <memory>

namespace livret {

template <class T> class Rare {
  public:
    Rare() = default;
    Rare(const Rare& other) : it_(other.it_ ? std::make_unique<T>(*other.it_) : nullptr) {}
    Rare(Rare&&) noexcept = default;
    Rare& operator=(const Rare& other) {
        it_ = other.it_ ? std::make_unique<T>(*other.it_) : nullptr;
        return *this;
    }
    Rare& operator=(Rare&&) noexcept = default;
    ~Rare() = default;

    bool has_value() const { return it_ != nullptr; }
    void reset() { it_ = nullptr; }
    T& emplace() {
        it_ = std::make_unique<T>();
        return *it_;
    }

    const T& operator*() const {
        static const T none{};
        return it_ ? *it_ : none;
    }
    const T* operator->() const { return &**this; }
    T* operator->() { return it_ ? it_.get() : &emplace(); }

  private:
    std::unique_ptr<T> it_;
};

} // namespace livret
