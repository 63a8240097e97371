// What a push asks for, as git's receiving side tells its pre-receive hook.
#pragma once

#include "history/git.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct PushedRef {
    std::string before, after; // commits; empty: there was none, there is to be none
    std::string name;          // "refs/heads/main"
};
// Lines "before after name"; nothing if one is no such line.
std::optional<std::vector<PushedRef>> read_pushed(std::string_view input);

// Whether `later` continues `earlier`, both commits; no if git cannot tell.
bool continues(const Git& git, const std::string& earlier, const std::string& later);

// The largest file among what the push brings and no branch has yet, in any of its commits, and all of it together.
struct PushedSize {
    std::uint64_t largest = 0, total = 0; // bytes
    std::string largest_path;
};
std::optional<PushedSize> pushed_size(const Git& git, const std::string& commit);

// Runs git's own half of a connection that a person's ssh key opened: nothing but fetching from and sending to the one
// repository. `asked`: what the other side wants to run (SSH_ORIGINAL_COMMAND). Its exit status; nothing: it wants something
// else, and nothing was run. `pusher` reaches the hook as LIVRET_PUSHER.
std::optional<int> serve_git(std::string_view asked, const std::string& repository, const std::string& pusher);

} // namespace livret
