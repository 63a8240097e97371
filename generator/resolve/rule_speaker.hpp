// Parts of sentences about rules, in French and English: for rule_words.cpp and gap_words.cpp.
//
// French takes the singular for 0 and 1, English for 1 only. Sentences are put together with French punctuation (" ;", " :");
// `finished` makes no-break spaces of it, or English.
#pragma once

#include "base/date.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace livret {

struct Speaker {
    Language language;

    bool french() const { return language == Language::fr; }
    const char* either(const char* fr, const char* en) const { return french() ? fr : en; }
    auto pattern(const char* fr, const char* en) const { return fmt::runtime(either(fr, en)); }
    bool singular(std::size_t n) const { return french() ? n <= 1 : n == 1; }

    std::string of(std::size_t have, std::size_t all) const;                // « 22 sur 28 »
    std::string names(const std::vector<std::string>& codes) const;         // « A.1, A.2 et B.1 »
    std::string missing(const std::string& what) const;                     // « il manque B.1 »
    std::string missing_in(std::size_t n, const std::string& domain) const; // « il manque 1 en B.4 »
    std::string competences(std::size_t n) const;                           // « 2 compétences »
    std::string trainers(std::size_t n) const;
    std::string activities(std::size_t n) const;
    std::string activities_held(const std::string& situation, std::size_t n) const; // « 1 activité attestée menée en classe »
    // So many of these codes are wanted: « B.4.1 et B.4.2 » if all are, else « 1 parmi B.4.1, B.4.2 et B.4.3 ».
    std::string wanted_of(std::size_t lack, const std::vector<std::string>& codes) const;
    // « il manque B.4.1 et B.4.2 », « il en manque 1 parmi B.4.1, B.4.2 et B.4.3 »
    std::string missing_of(std::size_t lack, const std::vector<std::string>& codes) const;

    std::string finished(std::string sentence) const;

  private:
    std::string count(std::size_t n, const char* one_fr, const char* many_fr, const char* one_en, const char* many_en) const;
};

} // namespace livret
