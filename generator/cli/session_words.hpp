// What has changed since a freeze, and what a jury decided, in words: for the terminal and for tables.
#pragma once

#include "build/session_diff.hpp"
#include "export/minutes_page.hpp" // outcome_words
#include "model/institute.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace livret {

// "modifiée", "nouvelle attestation" ...
std::string change_words(ChangeKind kind, Language language);
// The whole change in a line: "MATH1-DURAND-01 « Suites » : titre « A » → « B », texte".
std::string change_line(const SessionChange& change, const Institute& institute, Language language);
// "titre", "texte" ...
std::string field_words(ChangeDetail::Field field, Language language);
// A value as files write it ("classroom", a context's id), as pages say it.
std::string value_words(ChangeDetail::Field field, const std::string& value, const Institute& institute, Language language);

// As people type it, in either language, with or without accents and capitals: reçue, admis, received, ajourné, deferred, en
// attente.
std::optional<JuryOutcome> parse_outcome(std::string_view typed);

} // namespace livret
