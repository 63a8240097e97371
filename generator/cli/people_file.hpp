// Who of the roster has which e-mail address and login: a private file of whoever runs the institute, outside
// the repository.
//
// A CSV of mode 0600 with the columns id, folder, login, email and, where somebody wrote it, language; `livret import csv` writes
// it, `livret trust roster --people` takes the logins from it, `livret digest` the addresses. Addresses stay in it.
//
// A trainer has a line too, which somebody adds with a spreadsheet: her identifier of livret.yaml, and no folder.
#pragma once

#include "cli/command.hpp"

#include <map>
#include <string>

namespace livret {

struct PersonFacts {
    std::string folder; // math1/durand
    std::string login, email;
    std::string language = {}; // of her e-mails: fr, en, or empty
    bool operator==(const PersonFacts&) const = default;
};
using PeopleFile = std::map<std::string, PersonFacts>; // by the roster's identifier, or a trainer's own

// --people, else people/<institution>.csv of the person's own folder. Throws CommandError: it lies in a
// shared folder.
std::string people_path(const Command& command, const std::string& institution);

// Empty if there is no such file. Throws CommandError: it is no such file.
PeopleFile read_people(const std::string& path);
void write_people(const std::string& path, const PeopleFile& people);

} // namespace livret
