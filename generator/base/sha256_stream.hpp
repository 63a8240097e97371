// SHA-256 of bytes that come in pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace livret {

class Sha256Stream {
  public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(Sha256Stream&&) noexcept;
    Sha256Stream& operator=(Sha256Stream&&) noexcept;

    void update(std::string_view piece);
    std::string hex(); // 64 lower-case hexadecimal digits; the last call

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace livret
