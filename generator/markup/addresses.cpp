#include "markup/addresses.hpp"

#include <algorithm>
#include <string>

namespace livret {

AddressKind address_kind(std::string_view target) {
    std::string seen; // as a browser reads it (URL Standard, "basic URL parser")
    for (const char c : target)
        if (static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) != 0x7F)
            seen += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : (c == '\\' ? '/' : c);
    if (seen.starts_with("//")) return AddressKind::dangerous;
    const std::size_t end = seen.find_first_of(":/?#");
    if (end == std::string::npos || seen[end] != ':') return AddressKind::local;
    const std::string_view scheme = std::string_view(seen).substr(0, end);
    if (scheme == "http" || scheme == "https") return AddressKind::external;
    if (scheme == "mailto") return AddressKind::mail;
    if (scheme == "ftp" || scheme == "tel" || scheme == "xmpp") return AddressKind::harmless;
    return AddressKind::dangerous;
}

} // namespace livret
