// What git's words mean, when it could not fetch or send. They are git's own in English (LC_ALL=C), and ssh's and curl's.
#pragma once

#include "history/deposit.hpp"

#include <string>
#include <string_view>

namespace livret {

// Of fetching, or of asking the server anything. `missing_branch`: there is such a place, and it does not have the branch.
struct Failure {
    DepositObstacle obstacle = DepositObstacle::other;
    bool missing_branch = false;
};
Failure why_not_fetched(std::string_view errors);

// Of sending. `overtaken`: somebody else sent in between.
DepositObstacle why_not_sent(std::string_view report, std::string_view errors);

// What the server said ("remote: ..."), and what git itself said: printable lines, not more than a screen of them.
std::string server_words(std::string_view errors);
std::string git_words(std::string_view errors);

} // namespace livret
