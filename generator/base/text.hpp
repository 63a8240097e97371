// Small operations on UTF-8 text that several rooms need.
//
// All functions are pure. Offsets and sizes are bytes; columns and lengths called "characters" are Unicode code points,
// which is what editors show for French text.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace livret {

std::string_view trim(std::string_view text);
bool is_blank(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> split_lines(std::string_view text); // without their line ends; CR LF counts as one
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view what, std::string_view with);
// A text file's words whatever editor or git wrote it: without byte-order mark, CR LF and CR made LF. Signatures bind these.
std::string lf_text(std::string_view text);
std::string ascii_lower(std::string_view text);
std::string ascii_upper(std::string_view text);

// Escapes & < > " ' for HTML text and quoted attributes.
std::string escape_html(std::string_view text);
void append_escaped_html(std::string& out, std::string_view text);
// Escapes for XML and drops what XML 1.0 §2.2 forbids (control characters).
std::string escape_xml(std::string_view text);
// Percent-encodes everything in a relative URL path but unreserved characters and '/' (RFC 3986 §2.3).
std::string encode_url_path(std::string_view path);
void append_url_path(std::string& out, std::string_view path);

// The offset of the first byte that is not well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms), if any.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);
// The offset of the first character from `from` on that neither text nor HTML may hold: U+0000..U+001F but tab and line ends,
// U+007F..U+009F. Nobody sees them; they come with pasted text and failed conversions.
std::optional<std::size_t> first_control(std::string_view text, std::size_t from = 0);
// Number of code points in well-formed UTF-8.
std::size_t count_characters(std::string_view text);
// The first `count` code points of `text`.
std::string_view first_characters(std::string_view text, std::size_t count);
// Text cut at a word before `characters` code points, with an ellipsis if anything was cut.
std::string excerpt(std::string_view text, std::size_t characters);

// The candidate nearest to `word` by edit distance (with transpositions; accents and case are ignored), if it is near
// enough to be worth proposing: at most a third of the longer word, and at least one edit allowed, but never the
// whole word.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

// "{name}" placeholders replaced by the values given for them; unknown placeholders stay as they are.
struct NamedValue {
    std::string_view name;
    std::string_view value;
};
std::string fill(std::string_view pattern, std::span<const NamedValue> values);
std::string fill(std::string_view pattern, std::span<const std::string> values); // {0} {1} ...

} // namespace livret
