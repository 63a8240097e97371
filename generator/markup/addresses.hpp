// Which addresses an author may write. Everything shares one origin, so a script in a link would run as the site's own.
#pragma once

#include <string_view>

namespace livret {

enum class AddressKind {
    local,     // a path in the repository, or a #fragment
    external,  // http, https
    mail,      // mailto
    harmless,  // ftp, tel, xmpp: shown as words, not as a link
    dangerous, // any other scheme, or //host
};

// `target` as written. Browsers drop tabs and line ends inside a scheme and spaces before it, so this does too.
AddressKind address_kind(std::string_view target);

} // namespace livret
