// The sheet that follows an activity's text where it leaves for another portfolio system, which knows no context, phases or
// situation: its words in both languages, for whoever writes it (export/leap2a) and whoever reads it back (import/leap2a_drafts).
#pragma once

#include "base/date.hpp"
#include "model/activity.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace livret {

struct SheetWords {
    std::string_view heading; // of the sheet: everything after it is the sheet
    std::string_view reference, date, context, phases, situation, with, pictures, framework, competences;
};
const SheetWords& sheet_words(Language language);

std::string_view word_of(Phase phase, Language language);
std::string_view word_of(Situation situation, Language language);
std::string_view word_of(Pictures pictures, Language language); // empty if nothing was said

// In whatever language.
std::optional<Phase> parse_phase(std::string_view word);
std::optional<Situation> parse_situation(std::string_view word);
std::optional<Pictures> parse_pictures(std::string_view word);

} // namespace livret
