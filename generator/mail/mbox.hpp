// Messages in one file, as Unix mail programs keep them (RFC 4155, with the quoting that is called mboxrd).
#pragma once

#include "base/date.hpp"

#include <string>
#include <string_view>

namespace livret {

// One message of `sender`, ready to stand at the end of an mbox.
std::string mbox_entry(std::string_view sender, const Moment& date, std::string_view message);

// Whether an mbox holds a message of that identifier.
bool mbox_holds(std::string_view mbox, std::string_view id);

} // namespace livret
