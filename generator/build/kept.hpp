// What says whether something that was made before is still what would be made now; memo.hpp tells how it is used.
#pragma once

#include "base/date.hpp"
#include "model/institute.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace livret {

using Ingredients = std::map<std::string, std::string>; // what goes in -> its digest

// Instants between which nothing changes by itself: [from, until), seconds since 1970. Clocks of questions tell hours.
struct Lasting {
    std::int64_t from = 0, until = std::numeric_limits<std::int64_t>::max();
    bool holds(const Moment& now) const {
        const std::int64_t instant = now.utc.time_since_epoch().count();
        return from <= instant && instant < until;
    }
};
Lasting lasting_of(const std::vector<Question>& questions, const Moment& now);

} // namespace livret
