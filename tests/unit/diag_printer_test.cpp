// Messages keep French typography, and write nothing to a terminal that a hostile file could have chosen.
#include "diag/printer.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace livret;

namespace {

Diagnostic diagnostic(Code code, std::vector<std::string> arguments, std::string line = "") {
    Diagnostic out;
    out.path = SourcePath{"gfp/math1/gfp.md"};
    out.at = Span{{2, 8}, 1};
    out.code = code;
    out.arguments = std::move(arguments);
    out.line = std::move(line);
    return out;
}

} // namespace

TEST_CASE("French messages have no-break spaces; what they name stays as it was written") {
    const Diagnostic dead = diagnostic(Code::dead_link, {"a : b ; c.md"});
    CHECK(message_of(dead, Language::fr) == "lien mort\u00A0: «\u00A0a : b ; c.md\u00A0» n’existe pas");
    CHECK(message_of(dead, Language::en) == "dead link: “a : b ; c.md” does not exist");
    Diagnostic near = dead;
    near.did_you_mean = "a.md";
    CHECK(hint_of(near, Language::fr) == "vouliez-vous dire «\u00A0a.md\u00A0»\u202F?");
}

TEST_CASE("no message sends an escape to the terminal, or turns what is read around") {
    for (const std::string_view hostile : {"\x1b[2J", "\u009B2J", "\u202E", "\u2066", "\x7F"}) {
        const std::string name = "a" + std::string(hostile) + "b";
        const std::string text = print_text(diagnostic(Code::dead_link, {name}, "titre: " + name), Language::fr, Colour::no);
        CHECK(text.find(hostile.substr(0, hostile[0] == '\x1b' ? 1 : hostile.size())) == std::string::npos);
        CHECK(text.find("\n         ^\n") != std::string::npos); // the caret stays under its character
    }
}
