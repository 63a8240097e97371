// What became of a text, as people read it.
#include "base/difference.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace livret;
using Line = DifferenceLine::Kind;
using Part = DifferencePart::Kind;

namespace {

// "=same", "-removed", "+added", "~a[-b-]{+c+}", "..." for a gap: one line each.
std::string written(std::string_view before, std::string_view after) {
    std::string out;
    for (const DifferenceLine& line : difference(before, after)) {
        static constexpr std::string_view marks[] = {"=", "-", "+", "~", "..."};
        out += marks[static_cast<std::size_t>(line.kind)];
        for (const DifferencePart& part : line.parts) {
            const bool plain = line.kind != Line::changed || part.kind == Part::same;
            out += plain ? part.text : part.kind == Part::removed ? "[-" + part.text + "-]" : "{+" + part.text + "+}";
        }
        out += '\n';
    }
    return out;
}

} // namespace

TEST_CASE("equal texts have no difference, whatever the ends of their lines") {
    CHECK(written("a\nb\n", "a\nb\n") == "");
    CHECK(written("a  \r\nb", "a\nb\n\n") == "");
    CHECK(written("", "") == "");
}

TEST_CASE("changed words are marked within their line") {
    CHECK(written("La suite tend vers 2 très vite\n", "La suite tend vers 3 très vite\n") ==
          "~La suite tend vers [-2-]{+3+} très vite\n");
}

TEST_CASE("lines with little in common are shown one after the other") {
    CHECK(written("Un texte court\n", "Tout autre chose ici\n") == "-Un texte court\n+Tout autre chose ici\n");
    CHECK(written("a\nb\n", "a\n") == "=a\n-b\n");
    CHECK(written("", "a\n") == "+a\n");
}

TEST_CASE("lines that stayed are left out but for two around a change") {
    CHECK(written("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nx\n6\n7\n8\n") == "...\n=3\n=4\n-5\n+x\n=6\n=7\n...\n");
}

TEST_CASE("texts too long and too different to compare are taken out and put in whole") {
    std::string before, after;
    for (int i = 0; i < 3000; ++i) {
        before += "b" + std::to_string(i) + "\n";
        after += "a" + std::to_string(i) + "\n";
    }
    const auto lines = difference("top\n" + before + "end\n", "top\n" + after + "end\n");
    CHECK(lines.size() == 6002);
    CHECK(lines.front().kind == Line::same);
    CHECK(lines.back().kind == Line::same);
}
