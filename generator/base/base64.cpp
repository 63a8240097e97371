#include "base/base64.hpp"

#include <algorithm>

#include <openssl/evp.h>

namespace livret {

std::string base64(std::string_view bytes) {
    constexpr std::size_t piece = 3u << 20;                  // a multiple of three: pieces of text join without padding
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0'); // OpenSSL ends each with a zero byte
    std::size_t at = 0;
    for (std::size_t from = 0; from < bytes.size(); from += piece) {
        const std::size_t size = std::min(piece, bytes.size() - from);
        at += static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data() + at),
                                                       reinterpret_cast<const unsigned char*>(bytes.data() + from),
                                                       static_cast<int>(size)));
    }
    out.resize(at);
    return out;
}

} // namespace livret
