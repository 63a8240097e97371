// The functions behind the table of kinds; each says whether there was something to do.
#pragma once

#include "incremental/edits.hpp"

namespace livret::tests {

// A file, or a folder with all that is below it, under another name; on the disk by a rename, or taken away and written anew.
void move_part(World& world, const std::string& from, const std::string& to, bool on_disk_too);

// edits.cpp
bool edit_body(World& world, Random& random);
bool edit_title(World& world, Random& random);
bool add_activity(World& world, Random& random);
bool remove_activity(World& world, Random& random);
bool rename_activity(World& world, Random& random);
bool rename_linked(World& world, Random& random);
bool move_elsewhere(World& world, Random& random);
void exchange_parts(World& world, const std::string& one, const std::string& other);
bool exchange(World& world, Random& random);
bool change_visibility(World& world, Random& random);
bool change_picture(World& world, Random& random);
bool answer_question(World& world, Random& random);
bool change_person(World& world, Random& random);
bool change_group_life(World& world, Random& random);

// settings_edits.cpp
bool toggle_overlay(World& world, Random& random);
bool edit_partial(World& world, Random& random);
bool edit_framework(World& world, Random& random);
bool edit_configuration(World& world, Random& random);
bool add_attestation(World& world, Random& random);
bool revoke_attestation(World& world, Random& random);
bool add_checkpoint(World& world, Random& random);
bool hold_session(World& world, Random& random);
void show_session(World& world, Random& random);
bool move_now(World& world, Random& random);
bool switch_audience(World& world, Random& random);
bool change_options(World& world, Random& random);
bool change_jobs(World& world, Random& random);
bool edit_share(World& world, Random& random);
bool read_history(World& world, Random& random);

// file_edits.cpp
bool revert(World& world, Random& random);
bool touch(World& world, Random& random);
bool edit_same_size_and_time(World& world, Random& random);
bool break_something(World& world, Random& random);
bool mend(World& world, Random& random);
bool put_link(World& world, Random& random);
bool change_letter_case(World& world, Random& random);

} // namespace livret::tests
