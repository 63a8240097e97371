// SHA-256 (FIPS 180-4). [only user of OpenSSL's libcrypto, which uses the processor's own instructions]
#pragma once

#include <string>
#include <string_view>

namespace livret {

std::string sha256(std::string_view bytes); // 32 bytes

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

std::string to_hex(std::string_view bytes);
std::string from_hex(std::string_view digits); // only pairs of hexadecimal digits

// `count` random bytes from the operating system as hexadecimal digits; throws std::runtime_error if there are none.
std::string random_hex(std::size_t count);

} // namespace livret
