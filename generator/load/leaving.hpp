// The header of somebody else's file without the trainee whose data are erased: what names her goes, by position, and every
// other byte stays (livret remove).
//
// Where she wrote among others, the author becomes the formula that the format knows for somebody whose data were erased
// (schema/format.md, "person"). Neither `with`, `same-as`, `participants` nor an author is bound by any signature.
#pragma once

#include "load/places.hpp"

#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace livret {

// The author of what somebody wrote whose data were erased; no folder can have such a name.
inline constexpr std::string_view anonymous = "(anonymous)", anonymous_french = "(anonyme)";
bool is_anonymous(std::string_view author);

struct Leaving {
    TraineeKey key;
    std::set<std::string> references;  // of her activities
    std::set<std::string> trainer_ids; // a trainer comes before a trainee of the same name
};

struct WithoutHer {
    std::string text;            // the whole file
    std::vector<int> lines;      // where it named her, before
    bool only_she_wrote = false; // a question or a notice in which nobody else has a word
};
struct CannotEdit {
    int line = 0; // names her in a way that only a person can take out
};

// monostate: the header does not name her. The file must be UTF-8.
std::variant<std::monostate, WithoutHer, CannotEdit> without_her(const SourcePath& path, const std::string& text,
                                                                 const Leaving& leaving);

} // namespace livret
