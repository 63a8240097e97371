// What the forms can ask other rooms to do with the working folder: to send it, to put signed files in place. The command line
// fills these in; for what is left empty the pages show no button.
#pragma once

#include "base/date.hpp"
#include "model/ids.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct DeedRequest {
    std::string root; // of the repository
    PersonKey person;
    std::string name;    // hers, as pages print it
    std::string message; // what was done, one line
    // Which text stays where both sides changed a file, by path: "mine", "theirs", "both".
    std::map<std::string, std::string> choices;
    Language language = Language::fr;
    Moment now;
};

// A file that somebody else changed too: she chooses.
struct TwoVersions {
    std::string path, mine, theirs; // texts; empty if the file is none
    std::string their_name;         // may be empty
    bool is_text = true;
    bool mine_can_stay = true; // of what is signed, only theirs can
};

struct DeedResult {
    bool good = false;
    std::vector<std::string> lines; // in the request's language; entries of a list begin with two spaces
    std::vector<TwoVersions> choices;
};

struct Deeds {
    // Deposits the working folder: records, fetches, joins, sends.
    std::function<DeedResult(const DeedRequest&)> deposit;
    // Puts a zip of files that a trainer signed in the browser in place.
    std::function<DeedResult(const DeedRequest&, std::string_view zip)> import_signed;
};

} // namespace livret
