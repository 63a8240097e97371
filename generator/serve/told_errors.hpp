// Which errors of the repository a page may show to whoever looks at it. The terminal shows them all: it is the repository's
// holder's. A page shows what one person, or a jury, would see, and may be on a wall: there, an error in a file that is not for
// those eyes is a number, neither a path nor a word of it.
#pragma once

#include "diag/diagnostic.hpp"
#include "model/ids.hpp"
#include "resolve/audience.hpp"

#include <optional>

namespace livret {

struct Onlooker {
    std::optional<PersonKey> person; // livret serve --as
    Audience audience = Audience::gfp;
    // The group's own site without --as is shown to whoever writes it.
    bool sees_all() const { return !person && audience == Audience::gfp; }
};

bool may_be_told(const Diagnostic& error, const Onlooker& onlooker);

} // namespace livret
