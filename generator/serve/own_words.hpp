// What a person wrote in a thread, and may correct: an answer in a question's header, a reply in her activity's. It stays hers
// until somebody builds on it: a signature that covers an answer, a decision that was made after a reply.
#pragma once

#include "serve/saving.hpp"

#include <string>
#include <vector>

namespace livret {

// One item of "answers" or "replies", as the file has it.
struct ThreadItem {
    std::string number; // in the file, counted from 1
    std::string by;     // of an answer: as written
    std::string to;     // of a reply: the digits it answers
    std::string date;   // as written
    std::string text;
    std::string text_key; // "text", "texte"
};
// Its day as pages print it; as written if it is none.
std::string shown_day(const ThreadItem& item, Language language);
// `kind`: question_kind or activity_kind. Empty if the header cannot be read.
std::vector<ThreadItem> thread_items(const std::string& file, const Kind& kind);

struct OwnWords {
    ThreadItem item;
    std::string held_by; // why it cannot be changed any more: a key of the forms' words; empty: it can
};
// Hers in the file of this form ("answer", "reply"), oldest first as the file has them. Of a reply form, those to what
// entry.about names.
std::vector<OwnWords> own_words(const FormFacts& facts, const JournalEntry& entry, const std::string& file);

// Those that entry.item names, wherever they are in the file by now: known by what they said when the form was filled
// (entry.base), else by their number. Nothing if they are not hers.
std::optional<OwnWords> words_of_form(const FormFacts& facts, const JournalEntry& entry, const std::string& file);

// Likewise, as a signature binds them.
std::string digest_of_words(const std::string& text);

} // namespace livret
