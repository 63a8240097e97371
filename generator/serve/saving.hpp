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
    std::string moved_from = {};        // where its file was until now (moving.hpp); empty: it stays, or is new
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

// `current`: the file as it is; empty if there is none. `joining`: names of files that come beside it.
Plan plan_of(const FormFacts& facts, const JournalEntry& entry, const std::string& current,
             const std::vector<std::string>& joining = {});

// The values that a file of this kind holds, by the framework that it names. Nothing if its header cannot be
// read.
std::optional<FormValues> file_values(const FormFacts& facts, const Kind& kind, const std::string& text);

// Whether the form may list another framework: an activity's, and a positioning's that is not saved yet.
bool can_choose_framework(const JournalEntry& entry);
// Those of livret.yaml that could be read: its own first.
std::vector<const Framework*> frameworks_to_choose(const Institute& institute);
// Lists another framework's competences. What was ticked, answered and said about those of the one before is
// laid by, and comes back with it: codes of two frameworks may be alike and mean something else.
void choose_framework(const FormFacts& facts, JournalEntry& entry, const FrameworkId& id);

const Kind& kind_of_form(std::string_view form); // answers and replies are in a question's and an activity's file
// The framework whose competences the form lists: the one its values name, else that of livret.yaml; null if
// the repository has no such framework, or could not read it.
const Framework* framework_of_form(const FormFacts& facts, const JournalEntry& entry);

} // namespace livret
