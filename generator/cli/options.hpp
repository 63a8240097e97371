// The command line: verbs and options as two tables, which reading, help and completions are made from.
#pragma once

#include "base/date.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

struct Option {
    std::string_view name;   // "--output"
    std::string_view letter; // "-o"; may be empty
    std::string_view value;  // "DIR"; empty for a switch; "a|b|c" for a closed set
    std::string_view verbs;  // " build check trust/add " (a verb, or one word after it); empty: all
    std::string_view fr, en;
    bool repeatable = false;
};

struct Verb {
    std::string_view name;
    std::string_view arguments; // as help shows them: "[DIR]"; "new|show ...", "csv ...": the first word is one of these
    std::string_view fr, en;
};

std::span<const Option> all_options();
std::span<const Verb> all_verbs();
// Whether an option goes with a verb; with one word after it (of a closed set) if `word` is not empty.
bool goes_with(const Option& option, std::string_view verb, std::string_view word = {});
// The closed set of first words of a verb: new, show ...; empty if anything may follow.
std::vector<std::string> words_of_verb(const Verb& verb);

struct Arguments {
    std::string verb;                                                    // empty: none
    std::vector<std::string> rest;                                       // what is no option
    std::map<std::string, std::vector<std::string>, std::less<>> values; // by name; a switch has one empty value

    bool has(std::string_view name) const { return values.contains(name); }
    std::string value(std::string_view name, std::string_view otherwise = "") const; // the last one
    std::vector<std::string> all(std::string_view name) const;
};

// What is wrong with a command line; the program ends with status 2.
struct UsageError {
    std::string fr, en;
};

// Reads argv without the program's name.
std::optional<UsageError> read_arguments(std::span<const std::string> words, Arguments& out);

// The language of messages before livret.yaml is known: --lang, else that of LC_ALL, LC_MESSAGES or LANG.
Language message_language(const Arguments& arguments);

std::string help_text(Language lang);
std::string verb_help(std::string_view verb, Language lang);

} // namespace livret
