// A set of bytes known when the program is compiled, and where a text has the first of them.
//
// std::string_view::find_first_of calls memchr for each byte of the text; this looks up a table.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace livret {

class ByteSet {
  public:
    consteval ByteSet() = default;
    consteval explicit ByteSet(std::string_view bytes) {
        for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
    }
    // And the bytes from `first` to `last`.
    consteval ByteSet with(unsigned char first, unsigned char last) const {
        ByteSet out = *this;
        for (std::size_t i = first; i <= last; ++i) out.has_[i] = true;
        return out;
    }

    constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }

    // text.size() if there is none.
    std::size_t first_in(std::string_view text, std::size_t from = 0) const {
        while (from < text.size() && !has(text[from])) ++from;
        return from < text.size() ? from : text.size();
    }

    bool has_all_of(std::string_view text) const {
        for (const char c : text)
            if (!has(c)) return false;
        return true;
    }

  private:
    std::array<bool, 256> has_{};
};

} // namespace livret
