// One message about one place, kept as facts; its words are chosen when it is printed.
#pragma once

#include "base/made_once.hpp"
#include "base/paths.hpp"
#include "diag/codes.hpp"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace livret {

// A place in a file. Lines and columns start at 1 and count characters (code points); line 0 means the file as a whole.
struct Position {
    int line = 0;
    int column = 0;
    auto operator<=>(const Position&) const = default;
};

struct Span {
    Position begin;
    int length = 1; // characters on that line
    bool operator==(const Span&) const = default;
};

// A value with the place where it was written.
template <class T> struct Located {
    T value{};
    Span at{};
};

// What `livret check --fix` would write: bytes [offset, offset + size) of the file become `text`.
struct Fix {
    std::size_t offset = 0;
    std::size_t size = 0;
    std::string text;
    bool operator==(const Fix&) const = default;
};

inline constexpr std::size_t longest_kept_line = 2000;

struct Diagnostic {
    LIVRET_DECLARED_ONCE(Diagnostic);
    Code code{};
    SourcePath path; // of the shared repository or, for themes, of the theme folder
    Span at;
    std::vector<std::string> arguments;      // {0} {1} ... of the code's text
    std::optional<std::string> did_you_mean; // the nearest member of a closed set
    std::vector<Fix> fixes;
    // The source line it points at, without its end; empty if there is none. Of a line of more than longest_kept_line
    // bytes, only what lies around the place: `skipped` characters before it are left out.
    std::string line;
    std::size_t skipped = 0;

    Severity severity() const { return describe(code).severity; }
};

// By path, place, then code: the order in which people read, whatever the order in which threads found them.
bool printed_before(const Diagnostic& a, const Diagnostic& b);

} // namespace livret
