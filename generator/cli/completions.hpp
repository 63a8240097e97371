// Completions for shells, and the manual page, made from the tables of options.cpp, new_kinds.cpp and
// diag/codes.def. Pure.
#pragma once

#include "base/date.hpp"

#include <string>

namespace livret {

std::string bash_completions();
std::string zsh_completions(Language language);
std::string fish_completions(Language language);

// livret(1) in the man macros, pure ASCII: other characters are \[uXXXX], which groff and mandoc read
// everywhere.
std::string manual_page(Language language);

} // namespace livret
