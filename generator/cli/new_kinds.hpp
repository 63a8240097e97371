// The kinds of files that `livret new` makes, as a table: its help, completions and the manual are made from
// it.
#pragma once

#include "base/date.hpp"

#include <span>
#include <string_view>

namespace livret {

struct NewKind {
    std::string_view name;                   // "activity"
    std::string_view french;                 // "activité": also accepted
    std::string_view fr, en;                 // what it is
    std::string_view arguments;              // after the name
    std::string_view options;                // those of new's own that go with it: " --title --folder "
    std::string_view example_fr, example_en; // a whole command, after "livret new"
};

std::span<const NewKind> new_kinds();
// Under either name, accents and case aside; null if there is none.
const NewKind* find_new_kind(std::string_view word);
// Each with its arguments and an example.
std::string new_kinds_text(Language language);

} // namespace livret
