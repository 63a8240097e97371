#include "base/text.hpp"
#include "incremental/edit_kinds.hpp"

#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace livret::tests {

namespace {

bool nothing(World&, Random&) {
    return true;
}

constexpr bool same = false; // nothing may change

constexpr std::array table{
    Kind{"a body edited", edit_body},
    Kind{"a title edited", edit_title},
    Kind{"an activity added", add_activity},
    Kind{"an activity deleted", remove_activity},
    Kind{"an activity renamed", rename_activity},
    Kind{"an activity renamed, and the links to it", rename_linked},
    Kind{"moved to another trainee or group", move_elsewhere},
    Kind{"two files or folders exchanged", exchange},
    Kind{"gone back to an earlier state", revert},
    Kind{"touched", touch, same, Aside::nothing, true},
    Kind{"edited, same size and same time", edit_same_size_and_time},
    Kind{"visibility or status", change_visibility},
    Kind{"an attachment replaced, removed, or its consent", change_picture},
    Kind{"a question answered", answer_question},
    Kind{"a trainee", change_person},
    Kind{"the life of a group", change_group_life},
    Kind{"a theme on and off", toggle_overlay},
    Kind{"a file of the theme edited", edit_partial},
    Kind{"a framework edited", edit_framework},
    Kind{"settings edited", edit_configuration},
    Kind{"an attestation added", add_attestation},
    Kind{"an attestation revoked", revoke_attestation},
    Kind{"a checkpoint written", add_checkpoint},
    Kind{.name = "a jury's session frozen, or decided", .apply = hold_session, .prepare = show_session},
    Kind{"another day", move_now},
    Kind{"another audience", switch_audience},
    Kind{"other options: drafts, one group, strict, dossiers, address", change_options},
    Kind{"another version of the program's own theme", edit_share},
    Kind{"git's history, read or not", read_history},
    Kind{"one thread or two", change_jobs, same, Aside::nothing, true},
    Kind{"an error introduced", break_something},
    Kind{"an error mended", mend},
    Kind{"a file replaced by a link", put_link},
    Kind{"a name in other letters", change_letter_case},
    Kind{"what is remembered damaged", nothing, same, Aside::damage_cache},
    Kind{"a build killed", nothing, same, Aside::kill, false, true},
    Kind{"two builds at once", nothing, same, Aside::build_beside},
    Kind{"edited twice while it is built, same size and time", nothing, true, Aside::edit_during_build, true},
    Kind{"two folders alike to the last time exchanged", nothing, true, Aside::exchange_alike, true},
    Kind{"an output file edited by hand", nothing, same, Aside::edit_output, true, true},
    Kind{"an output file deleted by hand", nothing, same, Aside::delete_output, true, true},
    Kind{"a foreign file in the output", nothing, same, Aside::foreign_output, true, true},
};

} // namespace

std::span<const Kind> all_kinds() {
    return table;
}

std::string word_of(const std::vector<Edit>& edits) {
    std::string out;
    for (const Edit& one : edits)
        out += fmt::format("{}{}:{}{}", out.empty() ? "" : ",", one.kind, one.seed, one.build_after ? "!" : "");
    return out;
}

std::vector<Edit> edits_in(const std::string& word) {
    std::vector<Edit> out;
    for (const std::string_view one : split(word, ',')) {
        const std::string text(one);
        const std::size_t colon = text.find(':');
        if (colon == std::string::npos) continue;
        const std::size_t kind = std::strtoul(text.c_str(), nullptr, 10);
        if (kind < table.size()) out.push_back({kind, std::strtoull(text.c_str() + colon + 1, nullptr, 10), text.ends_with('!')});
    }
    return out;
}

} // namespace livret::tests
