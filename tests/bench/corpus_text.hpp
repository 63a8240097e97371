// Numbers that look random and French that looks written by trainees, both the same on every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret::bench {

// SplitMix64: the standard library's distributions give other numbers with another library.
class Random {
  public:
    // The same for the same seed and words: what one file holds does not depend on how many there are.
    Random(std::uint64_t seed, std::string_view words);

    std::uint64_t next();
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    bool chance(std::size_t percent) { return below(100) < percent; }
    template <class T, std::size_t N> const T& pick(const T (&items)[N]) { return items[below(N)]; }
    template <class T> const T& pick(const std::vector<T>& items) { return items[below(items.size())]; }

  private:
    std::uint64_t state_;
};

struct Subject {
    std::string_view id, title; // "math", "Mathématiques"
};
std::span<const Subject> subjects();
std::span<const std::string_view> family_names(); // as in names; their slugs are theirs in small ASCII letters
std::string slug_of(std::string_view name);
std::string_view first_name(Random& random);

std::string title(Random& random);
std::string sentence(Random& random);
std::string paragraph(Random& random, std::size_t sentences);
std::string claim(Random& random);
std::string comment(Random& random);

struct Link {
    std::string title, target; // relative, as in Markdown
};
// Markdown of about so many bytes: sections, a table, lists, and these links.
std::string body(Random& random, std::size_t bytes, const std::vector<Link>& links);

} // namespace livret::bench
