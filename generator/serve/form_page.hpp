// The pages of the forms, as HTML. Every value of somebody's goes through escape_html; there is no script in a page, only one
// file of ours beside it, so that the policy can forbid all others. Every page works without it.
#pragma once

#include "serve/deeds.hpp"
#include "serve/saving.hpp"

#include <string>
#include <utility>
#include <vector>

namespace livret {

struct PageFacts {
    const FormFacts& form;
    std::string base; // "/<token>": before the addresses of forms
    std::string site; // the address of the site, with '/' at its end
    bool deposit = false, import_signed = false;
    bool chosen_here = false; // who writes was chosen on a page, and can be changed there
};

struct JoinedFile {
    std::string name;
    std::uint64_t size = 0;
    bool saved = false; // lies beside the text already; else it comes with the next saving
};

struct FormPage {
    const JournalEntry& entry;
    std::vector<FieldMessage> messages;
    std::vector<JoinedFile> files;
    std::string preview = {};               // HTML of the text; empty: none was asked for
    std::optional<std::string> theirs = {}; // the file, if somebody changed it since; an empty text: it was removed
};

std::string form_page(const PageFacts& facts, const FormPage& page);
// What is there to write: her files, forms left unfinished, requests, questions.
std::string home_page(const PageFacts& facts, const std::vector<JournalEntry>& unfinished,
                      const std::vector<std::pair<std::string, std::string>>& requests, const std::string& told);
std::string people_page(const PageFacts& facts);
// What a deed did (write_desk.hpp), and what it wants to be told: which of two texts stays.
std::string deed_page(const PageFacts& facts, const std::string& title, const DeedResult& result);
// One sentence, and a way back.
std::string plain_page(const PageFacts& facts, const std::string& title, const std::string& text);

// Messages as the page shows them, for the script.
Json messages_json(const std::vector<FieldMessage>& messages);

} // namespace livret
