// A small institute with a bit of everything, as files in memory: what it is at this moment of a run, and what it was.
//
// Two groups, five trainees, a dozen activities with pictures and tables, attestations and checkpoints signed by keys that
// everybody can make, a forum, training sessions, a theme of its own and another one beside the repository.
#pragma once

#include "incremental/random.hpp"
#include "resolve/audience.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace livret::tests {

struct Entry {
    std::string bytes;
    std::string link = {}; // a symbolic link to there; empty: a file
    bool operator==(const Entry&) const = default;
};
// By path below a base: "repository/…" is the shared repository, "theme/…" what --theme names, "share/…" those files of the
// installed program that were edited.
using Files = std::map<std::string, Entry>;

// How somebody builds; each audience has an output folder of its own, that stays.
struct Settings {
    Audience audience = Audience::gfp;
    bool session = false; // the jury's site of one session
    Drafts drafts = Drafts::left_out;
    bool strict = false, overlay = false, dossiers = false, base_url = false;
    bool git = false;     // its history is read; every state is committed
    bool outside = false; // the output lies beside the repository, not in it
    std::string group;    // --gfp; empty: all
    unsigned jobs = 1;
    int day = 0; // of --now, after the first
};

// What an edit does to the in-place tree beside changing what its files hold: how they are changed there.
struct Deeds {
    std::set<std::string> touched;                              // a new time, the same bytes
    std::set<std::string> same_time;                            // other bytes, the same size and time
    std::vector<std::pair<std::string, std::string>> moved;     // a rename, of a file or a folder
    std::vector<std::pair<std::string, std::string>> exchanged; // each takes the other's name
};

struct World {
    Files files;
    Settings settings;
    Files first;                                          // as it was at the beginning
    std::vector<Files> past;                              // some of the states since
    std::map<std::string, std::optional<Entry>> unbroken; // what faults replaced, to be put back
    Deeds deeds;                                          // since the last build

    void remember(); // this state, for going back to
};

World first_world(const std::string& share);

// The paths for which `wanted` holds, in order.
std::vector<std::string> paths_where(const Files& files, const std::function<bool(const std::string&)>& wanted);
std::vector<std::string> activities_of(const Files& files); // those that are Markdown with a header
std::vector<std::string> below(const Files& files, const std::string& folder, const std::string& ending);
std::vector<std::string> trainee_folders(const Files& files); // repository/gfp/math1/trainees/durand

// A header's line "key: value"; an empty value takes it out. The key is written if it is not there.
std::string with_field(const std::string& text, const std::string& key, const std::string& value);
std::string field(const std::string& text, const std::string& key);
std::size_t end_of_header(const std::string& text); // npos: it has none

// Pictures: a PNG of one pixel's colour, a drawing.
std::string small_png(unsigned shade);
std::string small_svg(unsigned shade);

} // namespace livret::tests
