// Who is enrolled, and who was erased: registry-N.roster, the lines beside a registry's signed tree (schema/trust.md §1).
#pragma once

#include "trust/lines.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct RosterLine {
    std::string id, folder; // "math1/durand"
    Digest commitment;      // name_commitment()
    std::vector<GfpPeriod> gfps;
    std::vector<std::string> logins, ssh_keys;
    std::string blind; // 32 hexadecimal digits: nobody guesses the line behind its hash
    bool operator==(const RosterLine&) const = default;
};
struct Erasure {
    std::string trainee;
    Date date{};
    std::string blind;
    bool operator==(const Erasure&) const = default;
};

// Of an extract: one line in all.
struct Roster {
    std::vector<RosterLine> lines; // sorted by id
    std::vector<Erasure> erased;   // sorted by trainee
    const RosterLine* line(std::string_view trainee) const;
    bool is_erased(std::string_view trainee) const;
    bool operator==(const Roster&) const = default;
};

LineFile write_roster(const Roster& roster);
// Nothing if the text is not exactly what write_roster would write, does not give the tree, or names somebody twice.
std::optional<Roster> read_roster(std::string_view text, const TreeHead& tree);
// The only line of a file registry-N.leaf; nothing if it does not fit the tree.
std::optional<Roster> read_registry_leaf(std::string_view text, const TreeHead& tree);
// registry-N.leaf of one trainee; empty if she has no line.
std::string write_registry_leaf(const Roster& roster, std::string_view trainee);

// Gives each line of `next` that is not in `before` a blind of its own. For an example it follows from the line, so that the same
// example is made again with the same bytes.
void blind_what_changed(Roster& next, const Roster& before, bool example);

} // namespace livret
