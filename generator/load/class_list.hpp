// A class list: who is in which group, as a school's software or a colleague's spreadsheet gives it.
//
// Columns in any order, in French or English, with or without accents and capitals: a name (whole, or family
// and given name apart), the group, and optionally an e-mail address, a login, the subject, the school. Names
// come as « Émilie Durand », « DURAND Émilie », « Durand, Émilie »; names in capitals are written as names
// are.
//
// All that is wrong is reported, each at its cell. Pure.
#pragma once

#include "load/sheet.hpp"
#include "model/ids.hpp"

#include <string>
#include <utility>
#include <vector>

namespace livret {

struct ClassEntry {
    GfpId gfp;
    std::string family, given;                 // may be empty: of a name that is one word
    std::string name;                          // as printed: Émilie Durand
    std::string email, login, subject, school; // may be empty
    Span at;                                   // of the name
    int line = 0;
};

struct KnownGroups {
    std::vector<std::pair<std::string, std::string>> groups; // identifier, title
    std::vector<std::string> only; // --gfp: of a list without such a column, the group of all; else the rows that are taken
};

// The people of the list, each once. Not to be used if anything was reported as an error.
std::vector<ClassEntry> read_class_list(const std::vector<SheetRow>& rows, const KnownGroups& known, const Reporter& reporter);

// The same for two spellings of one name: its words without accents, capitals and order.
std::string name_key(std::string_view name);

} // namespace livret
