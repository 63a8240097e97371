// From one file's bytes to one value of the model: front matter against its table, codes and names against
// the scope, text through Markdown. Pure: the same bytes and scope give the same document.
#pragma once

#include "load/document.hpp"
#include "load/scope.hpp"

namespace livret {

// Sources larger than this are refused unread: cmark is quadratic on hostile tables, and no text is this
// long.
inline constexpr std::size_t max_source_bytes = std::size_t{1} << 20;

Configuration read_configuration(const std::string& bytes, Sink& sink);
void read_document(Document& document, const Scope& scope);
void read_session(Document& document, const Scope& scope);

} // namespace livret
