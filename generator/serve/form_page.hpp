// A form to write in, as a page.
#pragma once

#include "serve/html_page.hpp"
#include "serve/own_words.hpp"

#include <string>
#include <vector>

namespace livret {

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
    std::vector<OwnWords> own = {};         // of an answer's or a reply's form: what she wrote there already
};

std::string form_page(const PageFacts& facts, const FormPage& page);
// Messages as the page shows them, for the script.
Json messages_json(const std::vector<FieldMessage>& messages);

} // namespace livret
