// Sanitizers make a program some thirty times as slow: what looks at every byte in an ordinary build looks at one in thirty-seven
// there.
#pragma once

#include <cstddef>

namespace livret::tests {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr std::size_t byte_step = 37;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr std::size_t byte_step = 37;
#else
inline constexpr std::size_t byte_step = 1;
#endif
#else
inline constexpr std::size_t byte_step = 1;
#endif

} // namespace livret::tests
