// What there is to do, as the first page of the forms. For a trainee: what she began, what she is asked, what
// became of her activities and questions. For a trainer: what waits in each of her groups, and the questions
// that wait for an answer.
#pragma once

#include "serve/html_page.hpp"

#include <string>
#include <vector>

namespace livret {

// `unfinished`: her forms that somebody typed in. `told`: see Html::told.
std::string home_page(const PageFacts& facts, const std::vector<JournalEntry>& unfinished, const std::string& told);

} // namespace livret
