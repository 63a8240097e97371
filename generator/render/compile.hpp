// From a theme to programs: every name checked against what its page offers, and every text of the interface put in.
//
// What is wrong in a template is found here, whatever the content: a name that the page does not offer, text shown
// without escaping, a value where escaping does not protect it, a text that no language file gives. A name is resolved
// by the page's shape, not by the values: the innermost section that declares its first part gives it, so a value that a
// view forgot shows nothing, never a namesake from further out.
//
// A program is immutable and shared by all threads; a page's bytes depend on its program and its value only.
#pragma once

#include "diag/sink.hpp"
#include "render/theme.hpp"
#include "view/shape.hpp"
#include "view/texts.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace livret {

struct Instruction {
    enum class Kind { literal, text, html, section, inverted, end };
    Kind kind = Kind::literal;
    std::string literal;
    std::size_t outwards = 0;      // how many sections out of the innermost one the path begins
    std::vector<std::string> path; // member names; empty for {{.}}
};

struct Program {
    std::vector<Instruction> instructions;
    std::string digest; // of all of it, texts included: 64 hexadecimal digits
};

using Programs = std::map<std::string, Program, std::less<>>; // by page

// Every page of the schema that has a template. `texts` are those of the language that the pages are in.
Programs compile_theme(const Theme& theme, const Schema& schema, const Texts& texts, Sink& sink);

} // namespace livret
