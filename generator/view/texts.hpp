// The words of the interface in one language, and how that language writes numbers, shares, ranks and lists of names.
//
// Texts come from a theme's i18n/<language>.json, a flat object. Templates show them with {{t.key}}; views fill those
// that hold {placeholders}. A sentence that counts has two entries, "activities_count.one" and "activities_count.other",
// both with {n}. French takes the singular for 0 and 1, English for 1 only.
//
// A text that is missing is shown as its key and remembered, so that a build can name it ("missing-text").
#pragma once

#include "base/date.hpp"
#include "base/text.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

enum class Gender { masculine, feminine };

class Texts {
  public:
    using Entries = std::map<std::string, std::string, std::less<>>;
    using Arguments = std::initializer_list<NamedValue>;

    Texts(Language language, Entries entries);

    Language language() const { return language_; }
    const Entries& entries() const;
    const std::string* find(std::string_view key) const; // nullptr if there is none; nothing is remembered

    std::string get(std::string_view key) const;
    std::string fill(std::string_view key, Arguments arguments) const; // {name} replaced by its value
    // The form for `n` things, with {n} and the other placeholders filled.
    std::string plural(std::string_view key, std::int64_t n, Arguments arguments = {}) const;

    // 9876, 12 345 (French, from five digits on, narrow no-break spaces); 9,876 (English, from four).
    std::string number(std::int64_t value) const;
    // With `digits` decimals, halves rounded away from zero: 3,50 and 3.50.
    std::string decimal(double value, int digits) const;
    // A share as a whole percentage: 45 % (French, narrow no-break space), 45%. 0 and 100 mean none and all: what lies
    // between is never rounded to them. No share of nothing: 0.
    std::string percent(std::int64_t part, std::int64_t whole) const;
    // 1er, 1re, 2e; 1st, 2nd, 3rd, 11th.
    std::string ordinal(std::int64_t value, Gender gender = Gender::masculine) const;
    // A, B et C; A, B and C.
    std::string names(std::span<const std::string> names) const;

    // Keys that were asked for and not found, sorted. Threads may ask for texts at the same time.
    std::vector<std::string> missing() const;

  private:
    struct Missing;
    struct Kept;
    const std::string* look_up(std::string_view key) const;

    Language language_;
    std::shared_ptr<const Kept> kept_; // of which nothing changes
    std::shared_ptr<Missing> missing_; // shared by copies: they answer for one build
};

// The names between braces in a text, sorted, each once: "{n} activités de {name}" -> n, name. A name is made of a-z,
// 0-9 and _; other braces are plain text.
std::vector<std::string> placeholders(std::string_view text);

} // namespace livret
