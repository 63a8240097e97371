// Diagnostics in the three forms that are read: by people, by programs, and by a forge's review page.
#pragma once

#include "diag/diagnostic.hpp"

#include <span>
#include <string>

namespace livret {

enum class MessageFormat { text, json, github };
enum class Colour { no, yes };

// path:line:col: error: text [code], the line, a caret, the way out.
std::string print_text(const Diagnostic& diagnostic, Language lang, Colour colour);
// {"version": 1, "diagnostics": [{path, line, column, length, severity, code, message, hint, suggestion, fixable}]}
std::string print_json(std::span<const Diagnostic> diagnostics, Language lang);
// One workflow command a line: ::error file=...,line=...,col=...,title=...::message
// `prefix`, which ends with '/' or is empty, leads from the checkout to the repository.
std::string print_github(const Diagnostic& diagnostic, Language lang, std::string_view prefix = "");
// Likewise for what is wrong with a file as a whole, or ("") with no file in particular.
std::string github_error(std::string_view path, std::string_view text);

std::string message_of(const Diagnostic& diagnostic, Language lang); // the text with its arguments
std::string hint_of(const Diagnostic& diagnostic, Language lang);    // "did you mean" and the way out; may be empty

} // namespace livret
