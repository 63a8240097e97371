// A document of the repository as the values of a form, and back: any kind of file, from its table of fields.
//
//     title: Les suites                      title               Les suites
//     date: {from: 2004-11-08, to: ...}      date, date.until    2004-11-08, 2004-12-02
//     phases: [conception, analyse]          phases              conception, analyse       (identifiers, whatever the language)
//     competences: [{B.2.1: mes mots}]       competences         B.2.1                     (codes as the framework writes them)
//                                            competences.words.B.2.1   mes mots
//     levels: {A.1.1: 2}                     levels.A.1.1        2
//     the text below the header              body
//
// What a form does not know (replies, answers, framework) stays in the file as it is. Values that fit no table (an unknown
// word, an unknown code) come back as they are written: nothing of the author's is lost by opening a form.
#pragma once

#include "load/header_writer.hpp"
#include "model/framework.hpp"
#include "serve/form_values.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

// Nothing if the header cannot be read. `framework` may be null.
std::optional<FormValues> values_of(std::string_view text, const Kind& kind, const Framework* framework);

// The values as this kind of file can hold them: lines trimmed, lists without repetitions, names that no field has left out.
FormValues normal(const FormValues& typed, const Kind& kind);

// `text` changed so that it holds `wanted` (normal), and `more` besides; an empty text is a new document. Nothing if its
// header cannot be edited safely. Promise: values_of what is returned is `wanted`.
std::optional<std::string> with_values(std::string_view text, const Kind& kind, const Framework* framework,
                                       const FormValues& wanted, const std::vector<HeaderEdit>& more, Language language);

} // namespace livret
