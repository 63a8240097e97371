// The closed list of messages: identifiers, severities and texts in both languages. See codes.def.
#pragma once

#include "base/date.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace livret {

enum class Severity { error, warning };

enum class Code {
#define LIVRET_CODE(name, id, severity, fr, en, hint_fr, hint_en) name,
#include "diag/codes.def"
#undef LIVRET_CODE
};

struct CodeText {
    Code code;
    std::string_view id; // as printed: "unknown-key"
    Severity severity;
    std::string_view text_fr, text_en; // with {0} {1} ...
    std::string_view hint_fr, hint_en; // may be empty
    std::string_view explanation_fr, explanation_en;

    std::string_view text(Language lang) const { return lang == Language::fr ? text_fr : text_en; }
    std::string_view hint(Language lang) const { return lang == Language::fr ? hint_fr : hint_en; }
    std::string_view explanation(Language lang) const { return lang == Language::fr ? explanation_fr : explanation_en; }
};

std::span<const CodeText> all_codes(); // in the order of codes.def
const CodeText& describe(Code code);
std::optional<Code> find_code(std::string_view id);

} // namespace livret
