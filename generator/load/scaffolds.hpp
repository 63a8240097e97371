// The first text of a new file: front matter with a word about each field, then a body to write over.
//
// The fields, their order, their meaning and their closed sets come from the tables of load/kinds.cpp, so
// that a field added there is in the next scaffold. A field has its value when the caller knows one; any
// other stands as an example behind a `#` without a space, ready to be uncovered:
//
//     # qui la voit : privée, jury, gfp, publique
//     visibilité: gfp
//     # les stagiaires du groupe avec qui elle a été menée : durand, martin
//     #avec: [durand]
//
// Promises, which tests hold: what is written is accepted as it stands, and so is every example once it is
// uncovered (as far as a field's own form goes: no scaffold can know who was there).
//
// Pure: facts in, text out.
#pragma once

#include "base/date.hpp"
#include "load/kinds.hpp"
#include "model/framework.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace livret {

// What examples are made from: the repository's own words where it has any.
struct ScaffoldFacts {
    Language language = Language::fr;
    Moment now;
    const Framework* framework = nullptr; // of livret.yaml; null if it could not be read
    std::vector<std::string> contexts, streams, trainers,
        trainees; // identifiers; trainees of the group at hand
};

// A value in YAML, as it stands after "key:": "gfp", "[a, b]", or lines that begin with a line end.
struct FieldValue {
    std::string_view key; // in English
    std::string yaml;
};

// Every field of the table, each with its comment, without the lines "---".
std::string scaffold_fields(const Kind& kind, const std::vector<FieldValue>& values, const ScaffoldFacts& facts);

// A whole document.
std::string scaffold_document(const Kind& kind, const std::vector<FieldValue>& values, std::string_view body,
                              const ScaffoldFacts& facts);

// The text below the front matter that a new file of this kind begins with: headings and what to say under
// each.
std::string scaffold_body(const Kind& kind, Language language);

// --- values
// "B.2.1", or the word of a closed set in the language: `brouillon`, `draft`.
std::string choice_word(const Kind& kind, std::string_view key, std::string_view id, Language language);
// All competences of the framework with a level, their statements beside them. `levels` are an earlier
// positioning's.
std::string levels_value(const Framework& framework, const std::vector<std::pair<std::string, int>>& levels, Language language);
// 2004-11-02T18:40+01:00: a moment as people write it.
std::string written_moment(const Moment& moment);
// 2004-2005: the school year of a day; August begins one.
std::string school_year_of(Date date);

} // namespace livret
