// The pages around the forms: who one is, what a deed did, one sentence.
#pragma once

#include "serve/deeds.hpp"
#include "serve/html_page.hpp"

#include <string>

namespace livret {

// Who writes? A button for each trainee and trainer.
std::string people_page(const PageFacts& facts);
// What a deed did (deeds.hpp), and what it wants to be told: which of two texts stays.
std::string deed_page(const PageFacts& facts, const std::string& title, const DeedResult& result);
// One sentence, and a way back.
std::string plain_page(const PageFacts& facts, const std::string& title, const std::string& text);

} // namespace livret
