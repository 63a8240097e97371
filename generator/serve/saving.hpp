// From a form to a file of the repository: what a new form holds, what an opened file does, where a form is saved, and as
// which bytes. Nothing is written here: see write_desk.hpp.
#pragma once

#include "disk/disk.hpp"
#include "load/kinds.hpp"
#include "model/institute.hpp"
#include "serve/form_words.hpp"
#include "serve/journal.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace livret {

// What forms may ask about.
struct FormFacts {
    const Institute& institute;
    const Disk& disk;
    const FormWords& words;
    Moment now;       // with the writer's offset
    PersonKey person; // who writes
};

struct FieldMessage {
    std::string field; // the form's name: "title", "competences"; empty: the form as a whole
    bool error = true;
    std::string text, hint;
};

struct Plan {
    std::string path;                   // empty: it cannot be saved yet, for what `problems` say
    std::string text;                   // the whole file
    std::vector<FieldMessage> problems; // beside those of check
};

std::string name_of(const PersonKey& person); // "math1/durand", "c-leroy"
// Back again. A bare folder of a trainee ("durand") counts only if one group has it.
std::optional<PersonKey> person_named(const Institute& institute, std::string_view name);
std::string shown_name(const Institute& institute, const PersonKey& person); // Anne Durand

// Whether this person may open this form: her own activities and positions, questions she asked, questions of her group
// and its stream to answer, requests about her own activities.
bool may_write(const FormFacts& facts, const JournalEntry& entry);

// The values of a form nobody typed in: of its file, or of a new one. Nothing if the file's header cannot be read.
std::optional<FormValues> first_values(const FormFacts& facts, const JournalEntry& entry);

// `current`: the file as it is; empty if there is none.
Plan plan_of(const FormFacts& facts, const JournalEntry& entry, const std::string& current);

const Kind& kind_of_form(std::string_view form); // answers and replies are in a question's and an activity's file
// The framework whose competences the form lists; null if the repository has no such framework, or could not read it.
const Framework* framework_of_form(const FormFacts& facts, const JournalEntry& entry);

} // namespace livret
