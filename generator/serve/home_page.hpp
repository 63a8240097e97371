// The pages around the forms: what there is to write, who one is, what a deed did.
#pragma once

#include "serve/deeds.hpp"
#include "serve/html_page.hpp"

#include <string>
#include <utility>
#include <vector>

namespace livret {

// What is there to write: her files, forms left unfinished, requests, questions. `requests`: for more information, as the
// address of the form that replies and the activity's title. `told`: see Html::told.
std::string home_page(const PageFacts& facts, const std::vector<JournalEntry>& unfinished,
                      const std::vector<std::pair<std::string, std::string>>& requests, const std::string& told);
// Who writes? A button for each trainee and trainer.
std::string people_page(const PageFacts& facts);
// What a deed did (write_desk.hpp), and what it wants to be told: which of two texts stays.
std::string deed_page(const PageFacts& facts, const std::string& title, const DeedResult& result);
// One sentence, and a way back.
std::string plain_page(const PageFacts& facts, const std::string& title, const std::string& text);

} // namespace livret
