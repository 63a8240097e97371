// A value that many hold and nobody changes: a copy of it is the same one. Nothing in it is an empty T.
//
//     Shared<RichText> body = parse(...);   // from here on it stays as it is
//     body->html;
//     other.body = body;                    // no second text in memory
#pragma once

#include <memory>
#include <utility>

namespace livret {

template <class T> class Shared {
  public:
    Shared() = default;
    Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}

    const T& operator*() const { return value_ ? *value_ : nothing(); }
    const T* operator->() const { return &**this; }
    operator const T&() const { return **this; }

    bool has_value() const { return value_ != nullptr; }
    void reset() { value_.reset(); }

  private:
    static const T& nothing() {
        static const T none;
        return none;
    }
    std::shared_ptr<const T> value_;
};

} // namespace livret
